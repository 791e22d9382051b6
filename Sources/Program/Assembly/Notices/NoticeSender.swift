import CLinux
import Digests
import Glibc
import HTTPKit
import Model
import Operations
import SubprocessKit

/// Carries notices to their targets, on the calling thread.
struct NoticeSender {
    let environment: [String: String]
    let clock: @Sendable () -> Duration
    let workspace: String

    /// How long one notice may take.
    private static let limit = Duration.seconds(10)

    /// - Throws: ``NoticeError`` for a notice that did not arrive.
    func send(_ notice: Notice, to target: NoticeTarget) throws {
        switch target.way {
        case .desktop(let terminal): try show(notice, terminal)
        case .webhook(let address): try post(document(notice, target), to: address)
        case .slack(let address):
            try post(.object(["text": .string(notice.slackText)]), to: address)
        case .command(let words):
            try run(
                words[0],
                Array(words.dropFirst()),
                input: Array((document(notice, target).canonicalText + "\n").utf8)
            )
        }
    }

    private func document(_ notice: Notice, _ target: NoticeTarget) -> JSONValue {
        .object([
            "workspace": .string(workspace), "target": .string(target.name.text),
            "title": .string(notice.title), "body": .string(notice.body),
            "items": .array(notice.needs.prefix(100).map { QueueItem($0.tamed).json }),
            "items_total": .integer(Int64(notice.needs.count)),
        ])
    }

    /// By the desktop's own program where there is a desktop, else by the terminal's device.
    private func show(_ notice: Notice, _ terminal: NoticeTarget.Terminal?) throws {
        let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"].contains {
            environment[$0]?.isEmpty == false
        }
        if hasDesktop, let program = ProgramSearch.file(of: "notify-send", in: environment) {
            let urgency = notice.needs.contains { $0.urgency == .blocker } ? "critical" : "normal"
            return try run(
                program,
                [
                    "--app-name=worklead", "--urgency=\(urgency)", "--", notice.title,
                    notice.body.markedUp,
                ],
                input: []
            )
        }
        guard let terminal else { throw NoticeError.noDesktop }
        try TerminalDevice.write(notice.escapes(terminal.escape), to: terminal.device)
    }

    private func post(_ document: JSONValue, to text: String) throws {
        guard let address = WebAddress(text) else { throw NoticeError.badAddress }
        let body = Array(document.canonicalText.utf8)
        guard address.scheme == "http", let port = address.loopbackPort else {
            return try postByCurl(document, to: text)
        }
        var limits = HTTPClientLimits()
        limits.answer = Self.limit
        let client = HTTPClient(.loopback(port: port), limits: limits, clock: clock)
        defer { client.close() }
        let headers: HTTPHeaders = ["Content-Type": "application/json"]
        let status: Int
        do {
            status = try client.send(.post, address.target, headers: headers, body: body).status
                .rawValue
        } catch {
            throw NoticeError.failed(error.message)
        }
        guard (200..<300).contains(status) else { throw NoticeError.failed("it said \(status)") }
    }

    /// By curl, which knows about TLS and proxies; the address is told on its standard input,
    /// because every user of the machine can read arguments.
    private func postByCurl(_ document: JSONValue, to address: String) throws {
        guard let program = ProgramSearch.file(of: "curl", in: environment) else {
            throw NoticeError.noProgram("curl")
        }
        let data = document.canonicalText.replacing("\\", with: "\\\\")
            .replacing("\"", with: "\\\"")
        let configuration = """
            url = "\(address)"
            header = "Content-Type: application/json"
            data-raw = "\(data)"

            """
        try run(
            program,
            [
                "--disable", "--silent", "--show-error", "--fail", "--proto", "=https",
                "--max-time", "\(Self.limit.wholeSeconds)", "--output", "/dev/null", "--config",
                "-",
            ],
            input: Array(configuration.utf8)
        )
    }

    private func run(_ program: String, _ arguments: [String], input: [UInt8]) throws {
        let process = Subprocess(
            program,
            arguments,
            directory: "/",
            environment: environment,
            input: .bytes(input),
            output: .discarded,
            error: .apart(.captured(keeping: .head(2000))),
            wallLimit: Self.limit
        )
        let name = program.split(separator: "/").last.map(String.init) ?? program
        let result: ProcessResult
        do {
            result = try process.run(clock: clock)
        } catch {
            throw NoticeError.failed("\(name.printable(limit: 60)) could not be started")
        }
        guard result.isSuccess else {
            let said =
                result.error.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
            let words = said.isEmpty ? "" : ": \(said.printable(limit: 200))"
            throw NoticeError.failed("\(name.printable(limit: 60)) ended badly\(words)")
        }
    }
}
