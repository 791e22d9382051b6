import Assembly
import Digests
import HTTPKit
import Testing

/// A browser without a screen that is logged in at the dashboard of a workspace of its own.
final class Browser {
    let session: CommandLineSession
    private let http: HTTPClient
    private var cookie = ""

    /// - Parameter flags: Those of `worklead open`.
    init(_ session: CommandLineSession, _ flags: String...) throws {
        self.session = session
        try session.good("up", "--port", "0")
        let port = try session.good("gateway", "status", "--print", "port").output
        http = HTTPClient(.loopback(port: try #require(Int(port.filter(\.isNumber))))) {
            SystemTime().elapsed()
        }
        let open = session.run(words: ["open", "--print", "address"] + flags)
        let link = try #require(open.output.split(separator: "\n").first, "\(open)")
        let path = "/login?" + (link.split(separator: "?").last.map(String.init) ?? "")
        let answer = try get(path)
        #expect(answer.status == HTTPStatus(303))
        let set = answer.headers["Set-Cookie"] ?? ""
        cookie = String(set.prefix { $0 != ";" })
        try #require(!cookie.isEmpty)
    }

    deinit {
        http.close()
        _ = session.run("down", "--reason", "the test is over")
    }

    /// Asks for a page.
    func get(
        _ path: String,
        _ headers: HTTPHeaders = [:],
        isLoggedIn: Bool = true
    ) throws -> HTTPClientResponse {
        var headers = headers
        if isLoggedIn, !cookie.isEmpty { headers.set("Cookie", cookie) }
        return try http.send(.get, path, headers: headers)
    }

    /// The text of a page that is there.
    func page(_ path: String) throws -> String {
        let answer = try get(path)
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == .ok, "\(path): \(text.prefix(2000))")
        return text
    }

    /// The fields of the first form of a page that does this.
    ///
    /// - Parameter fits: Which of its forms is meant, by its text.
    func form(
        _ operation: String,
        on path: String,
        where fits: (Substring) -> Bool = { _ in true }
    ) throws -> [(String, String)] {
        let html = try page(path)
        let forms = html.split(separator: "action=\"/act/\(operation)\"").dropFirst().map {
            $0[..<($0.firstRange(of: "</form>")?.lowerBound ?? $0.endIndex)]
        }
        let found = forms.first { fits($0) }
        let form = try #require(found, "no \(operation) on \(path)")
        return form.split(separator: "<input ").dropFirst().compactMap { input in
            guard let name = Self.value("name", input), let value = Self.value("value", input)
            else { return nil }
            return (name, value)
        }
    }

    /// Sends a form, as the page's script does.
    func send(_ operation: String, _ fields: [(String, String)]) throws -> (HTTPStatus, JSONValue) {
        let body = fields.map { "\(Self.encoded($0.0))=\(Self.encoded($0.1))" }
            .joined(separator: "&")
        let answer = try http.send(
            .post,
            "/act/\(operation)",
            headers: [
                "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
                "Accept": "application/json",
            ],
            body: Array(body.utf8)
        )
        return (answer.status, try JSONValue(parsing: answer.body))
    }

    private static func value(_ name: String, _ input: Substring) -> String? {
        guard let start = input.firstRange(of: "\(name)=\"") else { return nil }
        return input[start.upperBound...].prefix { $0 != "\"" }
            .replacing("&amp;", with: "&").replacing("&quot;", with: "\"").description
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
            let digits = String(byte, radix: 16, uppercase: true)
            return isPlain
                ? String(Unicode.Scalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
        }.joined()
    }
}
