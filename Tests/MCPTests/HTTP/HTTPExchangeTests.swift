import Digests
import JSONRPCKit
import MCP
import Telemetry
import Testing

@Suite("The transport over HTTP")
struct HTTPExchangeTests {
    private let exchange = {
        let pauses = SkippedPauses()
        let provider = WorkspaceProvider(SampleWorkspace().caller, pauses: pauses, version: "1")
        return MCPHTTPExchange(MCPServer(provider, pauses: pauses), bodyBytesMax: 10_000)
    }()

    private func post(
        _ method: String,
        _ parameters: [String: JSONValue] = [:],
        headers: [String: String] = [:]
    ) -> MCPHTTPRequest {
        post(
            body: RPCRequest(.number(1), method, parameters).json.canonicalText,
            headers: headers
        )
    }

    private func post(body: String, headers: [String: String] = [:]) -> MCPHTTPRequest {
        let standard = [
            "Host": "127.0.0.1:37888", "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        ]
        let all = standard.merging(headers) { $1 }.filter { !$0.value.isEmpty }
        return MCPHTTPRequest(
            method: "POST",
            headers: all.map { ($0.key, $0.value) },
            body: Array(body.utf8)
        )
    }

    private func stateless(_ method: String, name: String = "") -> [String: String] {
        ["MCP-Protocol-Version": "2026-07-28", "Mcp-Method": method, "Mcp-Name": name]
    }

    private func answer(_ request: MCPHTTPRequest) async throws -> (status: Int, json: JSONValue) {
        let response = await exchange.answer(request, from: MCPAsker())
        guard case .bytes(let bytes) = response.body else { return (response.status, .null) }
        return (response.status, try JSONValue(parsing: bytes))
    }

    private let noParameters: [String: JSONValue] = [:]

    @Test("A request of 2026 is answered with JSON")
    func newest() async throws {
        let request = post(
            "tools/list",
            noParameters.stateless(),
            headers: stateless("tools/list")
        )
        let (status, json) = try await answer(request)
        #expect(status == 200 && json["result"]?["resultType"] == "complete")
    }

    @Test(
        "The older revisions need no session: each request stands for itself",
        arguments: ["2025-03-26", "2025-06-18", "2025-11-25", ""]
    )
    func older(_ version: String) async throws {
        let opening = post("initialize", ["protocolVersion": .string(version)])
        #expect(try await answer(opening).status == 200)
        let request = post("tools/list", headers: ["MCP-Protocol-Version": version])
        let (status, json) = try await answer(request)
        #expect(status == 200 && json["result"]?["tools"] != nil)
        // What cannot be pushed is not promised.
        let told = try await answer(opening).json["result"]?["capabilities"]?["resources"]
        #expect(told == [:])
    }

    @Test("A notification is taken, without a body")
    func notification() async throws {
        let request = post(body: #"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        let response = await exchange.answer(request, from: MCPAsker())
        #expect(response.status == 202)
        guard case .none = response.body else {
            Issue.record("202 has a body")
            return
        }
    }

    @Test("Methods other than POST are not allowed, and the answer says which is")
    func methods() async throws {
        for method in ["GET", "DELETE", "PUT", "OPTIONS"] {
            let request = MCPHTTPRequest(method: method, headers: [("Host", "localhost")], body: [])
            let response = await exchange.answer(request, from: MCPAsker())
            #expect(response.status == 405)
            #expect(response.headers.contains { $0 == ("Allow", "POST") })
        }
    }

    @Test(
        "Headers that lack or contradict the body are refused",
        arguments: [
            ["MCP-Protocol-Version": ""], ["MCP-Protocol-Version": "2025-11-25"],
            ["Mcp-Method": ""], ["Mcp-Method": "tools/list"], ["Mcp-Method": "Tools/Call"],
            ["Mcp-Name": ""], ["Mcp-Name": "task"], ["Mcp-Name": "=?base64?c3RhdHV?="],
        ]
    )
    func headers(_ wrong: [String: String]) async throws {
        let call: [String: JSONValue] = ["name": "status"]
        let right = stateless("tools/call", name: "status")
        let good = post("tools/call", call.stateless(), headers: right)
        #expect(try await answer(good).status == 200)
        let bad = post("tools/call", call.stateless(), headers: right.merging(wrong) { $1 })
        let (status, json) = try await answer(bad)
        #expect(status == 400 && json.errorNumber == ErrorNumber.headerMismatch)
    }

    @Test("A header may be written in Base64, in any case and with space around it")
    func encodedHeader() async throws {
        let call: [String: JSONValue] = ["name": "status"]
        var request = post(
            "tools/call",
            call.stateless(),
            headers: stateless("tools/call", name: "=?base64?c3RhdHVz?=")
        )
        #expect(try await answer(request).status == 200)
        request.headers = request.headers.map { ($0.name.uppercased(), " \($0.value)\t") }
        #expect(try await answer(request).status == 200)
        request.headers.append(("mcp-name", "status"))
        #expect(try await answer(request).status == 400, "twice is once too often")
    }

    @Test("Errors have the status of their kind")
    func statuses() async throws {
        let ping = post("ping", noParameters.stateless(), headers: stateless("ping"))
        var (status, json) = try await answer(ping)
        #expect(status == 404 && json.errorNumber == ErrorNumber.unknownMethod)
        var old = stateless("tools/list")
        old["MCP-Protocol-Version"] = "2099-01-01"
        let future = noParameters.stateless(version: "2099-01-01")
        (status, json) = try await answer(post("tools/list", future, headers: old))
        #expect(status == 400 && json.errorNumber == ErrorNumber.unsupportedVersion)
        (status, json) = try await answer(post("tools/list", headers: stateless("tools/list")))
        #expect(status == 400 && json.errorNumber == ErrorNumber.invalidParameters)
        (status, json) = try await answer(
            post("tools/list", headers: ["MCP-Protocol-Version": "1"])
        )
        #expect(status == 400 && json.errorNumber == ErrorNumber.unsupportedVersion)
        (status, json) = try await answer(post(body: "{"))
        #expect(status == 400 && json.errorNumber == ErrorNumber.notJSON)
        (status, json) = try await answer(post(body: "nothing"))
        #expect(status == 400 && json.errorNumber == ErrorNumber.notJSON)
        (status, json) = try await answer(post(body: String(repeating: " ", count: 10_001)))
        #expect(status == 413)
        (status, json) = try await answer(post("ping", headers: ["Content-Type": "text/plain"]))
        #expect(status == 415)
        (status, json) = try await answer(post("ping", headers: ["Accept": "text/html"]))
        #expect(status == 406)
    }

    @Test("A batch is answered in the one revision that has them")
    func batch() async throws {
        let body = #"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"x"}]"#
        let (status, json) = try await answer(post(body: body))
        #expect(status == 200 && json.arrayValue?.count == 1)
        let later = post(body: body, headers: ["MCP-Protocol-Version": "2025-06-18"])
        #expect(try await answer(later).status == 400)
    }

    @Test(
        "A foreign host or origin is refused",
        arguments: [
            ["Host": "evil.example"], ["Host": "127.0.0.1.evil.example:80"],
            ["Origin": "http://evil.example"], ["Origin": "null"], ["Origin": "http://"],
            ["Origin": "file://localhost"], ["Origin": "http://localhost/path"],
        ]
    )
    func foreign(_ headers: [String: String]) async throws {
        #expect(try await answer(post("ping", headers: headers)).status == 403)
        let own = ["Host": "[::1]:8080", "Origin": "https://LOCALHOST:3000"]
        #expect(try await answer(post("ping", headers: own)).status == 200)
    }

    @Test("What has more to tell than its result is a stream of events")
    func events() async throws {
        let call: [String: JSONValue] = ["name": "status"]
        let request = post(
            "tools/call",
            call.stateless(["progressToken": 4]),
            headers: stateless("tools/call", name: "status")
        )
        let response = await exchange.answer(request, from: MCPAsker())
        #expect(response.headers.contains { $0 == ("Content-Type", "text/event-stream") })
        guard case .events(let run) = response.body else {
            Issue.record("no stream")
            return
        }
        let sent = Lock("")
        await run { text in sent.withLock { $0 += text } }
        let text = sent.withLock { $0 }
        #expect(text.contains("event: message\ndata: {"))
        #expect(text.contains("\"resultType\":\"complete\""))
    }

    @Test("A stream whose peer is gone ends")
    func gone() async throws {
        let filter: [String: JSONValue] = [
            "notifications": ["resourceSubscriptions": ["worklead://status"]]
        ]
        let request = post(
            "subscriptions/listen",
            filter.stateless(),
            headers: stateless("subscriptions/listen")
        )
        let response = await exchange.answer(request, from: MCPAsker())
        guard case .events(let run) = response.body else {
            Issue.record("no stream")
            return
        }
        await run { _ in throw PeerGone() }
    }
}
