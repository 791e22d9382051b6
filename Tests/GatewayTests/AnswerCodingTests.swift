import Digests
import Gateway
import GzipKit
import HTTPKit
import Model
import Operations
import Testing

@Suite("Answers that are compressed")
struct AnswerCodingTests {
    let backend = FakeBackend()
    private static let long = "/v1/event/list?limit=100"

    init() {
        let events = (0..<100).map { JSONValue.string("event number \($0)") }
        backend.state.withLock { $0.events = events }
    }

    private func ask(
        _ target: String,
        accepting codings: String?,
        method: HTTPMethod = .get,
        ifNoneMatch tag: String? = nil
    ) async throws -> HTTPResponse {
        let gateway = WorkspaceGateway.of(backend)
        var headers = HTTPHeaders()
        if let codings { headers.set("Accept-Encoding", codings) }
        if let tag { headers.set("If-None-Match", tag) }
        return await gateway.response(
            to: HTTPRequest(
                method: method,
                target: try HTTPTarget(target),
                headers: headers,
                peer: .unix(user: 1000, group: 1000, process: 1)
            )
        )
    }

    private func bytes(_ response: HTTPResponse) throws -> [UInt8] {
        guard case .bytes(let bytes) = response.body else { throw NoBytes() }
        return bytes
    }

    private struct NoBytes: Error {}

    @Test(
        "A client that takes gzip gets the same answer, smaller and under a tag of its own",
        arguments: [
            "gzip", "GZIP", "x-gzip", "deflate, gzip;q=0.5", "*", "identity;q=0.5, gzip;q=1.0",
            "br;q=1, *;q=0.1",
        ]
    )
    func taken(codings: String) async throws {
        let plain = try await ask(Self.long, accepting: nil)
        let coded = try await ask(Self.long, accepting: codings)
        #expect(coded.headers["Content-Encoding"] == "gzip")
        #expect(coded.headers["Vary"] == "Accept-Encoding")
        #expect(coded.headers["ETag"] != plain.headers["ETag"])
        let (small, whole) = (try bytes(coded), try bytes(plain))
        #expect(small.count < whole.count / 2)
        #expect(try Gzip.expanded(small, bytesMax: whole.count) == whole)
    }

    @Test(
        "A client that does not take gzip, or likes it less, is sent the answer as it is",
        arguments: [
            nil, "", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *",
            "gzip;q=0.4, identity;q=0.5", "gzip;q=much", "br",
        ]
    )
    func refused(codings: String?) async throws {
        let response = try await ask(Self.long, accepting: codings)
        #expect(response.headers["Content-Encoding"] == nil)
        // A cache has to know that others would be sent something else.
        #expect(response.headers["Vary"] == "Accept-Encoding")
        #expect(try JSONValue(parsing: try bytes(response))["ok"] == true)
    }

    @Test("What fits one packet is not compressed")
    func short() async throws {
        let response = try await ask("/health", accepting: "gzip")
        #expect(response.headers["Content-Encoding"] == nil)
        #expect(response.headers["Vary"] == "Accept-Encoding")
    }

    @Test("Asked for its header alone, an answer has the one that it has with its body")
    func head() async throws {
        let whole = try await ask(Self.long, accepting: "gzip")
        let head = try await ask(Self.long, accepting: "gzip", method: .head)
        #expect(head.headers == whole.headers && head.headers["Content-Encoding"] == "gzip")
        #expect(try bytes(head) == bytes(whole))
    }

    @Test("A tag names the bytes of one coding, and stands for a revision in either")
    func tags() async throws {
        let plain = try #require(try await ask(Self.long, accepting: nil).headers["ETag"])
        let coded = try #require(try await ask(Self.long, accepting: "gzip").headers["ETag"])
        for (codings, tag, status) in [
            (nil, plain, HTTPStatus.notModified), ("gzip", coded, .notModified),
            (nil, coded, .ok), ("gzip", plain, .ok), ("gzip", "\(plain), \(coded)", .notModified),
            ("gzip", "W/\(coded)", .notModified), ("gzip", "*", .notModified),
        ] {
            let response = try await ask(Self.long, accepting: codings, ifNoneMatch: tag)
            #expect(response.status == status, "\(codings ?? "none") \(tag)")
            #expect(response.headers["ETag"] == (codings == nil ? plain : coded))
            guard status == .notModified else { continue }
            #expect(try bytes(response) == [] && response.headers["Content-Encoding"] == nil)
        }
        let request = HTTPRequest(
            method: .post,
            target: try HTTPTarget("/v1/task/claim"),
            headers: ["If-Match": coded],
            body: Array(#"{"task":"T-1"}"#.utf8),
            peer: .unix(user: 1000, group: 1000, process: 1)
        )
        #expect(await WorkspaceGateway.of(backend).response(to: request).status == .ok)
        #expect(backend.state.withLock { $0.asked.last?.options.unchangedSince } == 100)
    }

    @Test("A stream of events is never compressed")
    func events() async throws {
        let response = try await ask("/v1/events?after=0", accepting: "gzip")
        guard case .stream(let stream) = response.body else { throw NoBytes() }
        stream.cut()
        #expect(response.headers["Content-Encoding"] == nil && response.headers["Vary"] == nil)
    }
}
