import Digests
import Gateway
import HTTPKit
import Model
import Operations
import Testing

@Suite("The gateway's answers")
struct GatewayAnswerTests {
    let backend = FakeBackend()

    private func ask(
        _ method: HTTPMethod,
        _ target: String,
        headers: HTTPHeaders = [:],
        body: String = "",
        peer: HTTPPeer = .unix(user: 1000, group: 1000, process: 1)
    ) async throws -> HTTPResponse {
        let request = HTTPRequest(
            method: method,
            target: try HTTPTarget(target),
            headers: headers,
            body: Array(body.utf8),
            peer: peer
        )
        return await WorkspaceGateway.of(backend).response(to: request)
    }

    private struct NoAnswer: Error {}

    private func json(_ response: HTTPResponse) throws -> JSONValue {
        guard case .bytes(let bytes) = response.body else { throw NoAnswer() }
        return try JSONValue(parsing: bytes)
    }

    private static let tcp = HTTPPeer.tcp(address: "127.0.0.1", port: 5)
    private static let host: HTTPHeaders = ["Host": "127.0.0.1:37888"]
    private static let proven: HTTPHeaders = [
        "Host": "127.0.0.1:37888", "Authorization": "Bearer S-1.right",
    ]

    @Test("A read is asked for with a query, whose values have the types of their fields")
    func query() async throws {
        let response = try await ask(
            .get,
            "/v1/task/list?limit=5&lane=api%20x&state=ready&state=claimed"
        )
        #expect(response.status == .badRequest, "a lane's key has no space")
        let good = try await ask(.get, "/v1/event/list?limit=5&type=task.*")
        #expect(good.status == .ok)
        let asked = try #require(backend.state.withLock { $0.asked.last })
        #expect(asked.operation == "event.list")
        #expect(asked.input == ["limit": 5, "type": "task.*"])
    }

    @Test("A change is posted with a body, and its headers say how it is to be made")
    func change() async throws {
        let response = try await ask(
            .post,
            "/v1/task/claim",
            headers: [
                "Content-Type": "application/json", "Idempotency-Key": "\"k1\"",
                "Worklead-Dry-Run": "true", "If-Match": "\"r41-abc\"",
            ],
            body: #"{"task":"T-1"}"#
        )
        #expect(response.status == .ok)
        let asked = try #require(backend.state.withLock { $0.asked.last })
        #expect(asked.options.idempotencyKey == "k1")
        #expect(asked.options.dryRun)
        #expect(asked.options.unchangedSince == 41)
        #expect(response.headers["Worklead-Revision"] == "7")
    }

    @Test(
        "What is wrong with a request is a problem document with its code",
        arguments: [
            ("POST", "/v1/task/claim", "{", "application/json", 400, "gateway.malformed_request"),
            ("POST", "/v1/task/claim", "[]", "application/json", 400, "input.invalid_field"),
            ("POST", "/v1/task/claim", "{}", "text/plain", 415, "gateway.media_type"),
            ("POST", "/v1/task/claim", "{}", "application/json", 400, "input.missing_field"),
            ("GET", "/v1/task/claim", "", "", 405, "gateway.method"),
            ("PUT", "/v1/task/list", "", "", 405, "gateway.method"),
            ("POST", "/v1/task/list", #"{"limit":0}"#, "", 400, "input.invalid_field"),
            ("GET", "/v1/task/lst", "", "", 404, "gateway.not_found"),
            ("GET", "/v1/event/list?limit=1&limit=2", "", "", 400, "gateway.malformed_request"),
            ("GET", "/v1/event/list?limt=1", "", "", 400, "input.unknown_field"),
            ("GET", "/v1/events?after=x", "", "", 400, "gateway.malformed_request"),
        ]
    )
    func problems(
        method: String,
        target: String,
        body: String,
        type: String,
        status: Int,
        code: String
    ) async throws {
        var headers = HTTPHeaders()
        if !type.isEmpty { headers.set("Content-Type", type) }
        let method = try #require(HTTPMethod(rawValue: method))
        let response = try await ask(method, target, headers: headers, body: body)
        #expect(response.status.rawValue == status)
        #expect(response.headers["Content-Type"] == "application/problem+json")
        let document = try json(response)
        #expect(document["code"]?.stringValue == code)
        #expect(document["status"]?.intValue == status)
        #expect(document["detail"]?.stringValue?.isEmpty == false)
        if status == 405 { #expect(response.headers["Allow"] != nil) }
    }

    @Test("An error of an operation has the status of its category, and all its parts")
    func failures() async throws {
        for (category, status) in [
            (ErrorCategory.conflict, 409), (.notFound, 404), (.notAllowed, 403), (.usage, 400),
            (.checkFailed, 422), (.failure, 500), (.timedOut, 503),
        ] {
            backend.state.withLock { $0.failure = Failure(category: category) }
            let response = try await ask(.get, "/v1/task/next")
            #expect(response.status.rawValue == status)
            let document = try json(response)
            #expect(document["code"] == "test.failure")
            #expect(document["hint"] == "Do it otherwise.")
            #expect(document["exit"]?.intValue == Int(category.exitCode))
        }
    }

    @Test("On TCP a token is needed and has to be right; the owner's socket needs none")
    func tokens() async throws {
        let target = "/v1/task/next"
        let none = try await ask(.get, target, headers: Self.host, peer: Self.tcp)
        #expect(none.status == .unauthorized)
        #expect(none.headers["WWW-Authenticate"] == "Bearer")
        #expect(try json(none)["code"] == "gateway.no_token")
        for wrong in [
            "Bearer S-1.wrong", "Bearer S-2.right", "Bearer right", "Basic eA==", "Bearer",
        ] {
            var headers = Self.host
            headers.set("Authorization", wrong)
            let response = try await ask(.get, target, headers: headers, peer: Self.tcp)
            #expect(response.status == .unauthorized, "\(wrong)")
        }
        #expect(try await ask(.get, target, headers: Self.proven, peer: Self.tcp).status == .ok)
        #expect(try await ask(.get, target).status == .ok)
        backend.state.withLock {
            $0.ended = $0.tokens
            $0.tokens = [:]
        }
        let revoked = try await ask(.get, target, headers: Self.proven, peer: Self.tcp)
        #expect(revoked.status == .unauthorized)
        // Its bearer may ask what its last change was answered.
        var again = Self.proven
        again.set("Idempotency-Key", "\"k\"")
        for (secret, status) in [("right", HTTPStatus.ok), ("wrong", .unauthorized)] {
            again.set("Authorization", "Bearer S-1.\(secret)")
            let end = try await ask(.post, "/v1/session/end", headers: again, peer: Self.tcp)
            #expect(end.status == status)
        }
        for path in ["/metrics", "/v1/events"] {
            let response = try await ask(.get, path, headers: Self.host, peer: Self.tcp)
            #expect(response.status == .unauthorized, "\(path)")
        }
    }

    @Test("A name that was pointed here, and a page of another origin, are refused")
    func foreigners() async throws {
        for host in ["evil.example", "127.0.0.1:1", ""] {
            var headers = Self.proven
            headers.set("Host", host)
            let response = try await ask(.get, "/v1/task/next", headers: headers, peer: Self.tcp)
            #expect(response.status == .misdirected, "\(host)")
        }
        for origin in [
            "http://evil.example", "null", "https://127.0.0.1:37888", "http://localhost",
        ] {
            var headers = Self.proven
            headers.set("Origin", origin)
            let response = try await ask(
                .post,
                "/v1/task/claim",
                headers: headers,
                body: #"{"task":"T-1"}"#,
                peer: Self.tcp
            )
            #expect(response.status == .forbidden, "\(origin)")
        }
        var own = Self.proven
        own.set("Origin", "http://127.0.0.1:37888")
        #expect(try await ask(.get, "/v1/task/next", headers: own, peer: Self.tcp).status == .ok)
        let other = HTTPPeer.unix(user: 1001, group: 1, process: 1)
        #expect(try await ask(.get, "/v1/task/next", peer: other).status == .forbidden)
    }

    @Test(
        "Where a gateway is published its name and its pages are admitted, and nobody is its owner"
    )
    func published() async throws {
        let gateway = WorkspaceGateway.of(
            backend,
            published: try PublishedAddress("https://box.example")
        )
        func status(
            _ changes: [String: String],
            _ peer: HTTPPeer = Self.tcp,
            isProven: Bool = true
        ) async throws -> HTTPStatus {
            var headers = isProven ? Self.proven : HTTPHeaders()
            for (name, value) in changes { headers.set(name, value) }
            let request = HTTPRequest(
                method: .get,
                target: try HTTPTarget("/v1/task/next"),
                headers: headers,
                body: [],
                peer: peer
            )
            return await gateway.response(to: request).status
        }
        let origin = "https://box.example"
        for host in ["box.example", "Box.Example", "box.example:443", "127.0.0.1:37888"] {
            #expect(try await status(["Host": host, "Origin": origin]) == .ok, "\(host)")
        }
        for host in ["box.example:80", "box.example.", "evil.box.example"] {
            #expect(try await status(["Host": host]) == .misdirected, "\(host)")
        }
        for origin in ["http://box.example", "https://box.example:8443", "https://evil.example"] {
            let changes = ["Host": "box.example", "Origin": origin]
            #expect(try await status(changes) == .forbidden, "\(origin)")
        }
        #expect(try await status(["Host": "box.example"], isProven: false) == .unauthorized)
        let socket = HTTPPeer.unix(user: 1000, group: 1, process: 1)
        #expect(try await status(["Host": "localhost"], socket, isProven: false) == .ok)
        for passedOn in [
            ["Host": "box.example"], ["Host": "localhost", "X-Forwarded-For": "192.0.2.1"],
            ["Host": "localhost", "Forwarded": "for=192.0.2.1"],
        ] {
            #expect(try await status(passedOn, socket, isProven: false) == .unauthorized)
        }
    }

    @Test("Only the owner's own processes say where they stand")
    func places() async throws {
        var headers = Self.proven
        headers.set("Worklead-Place", #"{"directory":"/srv/api","user":"ada"}"#)
        _ = try await ask(.get, "/v1/task/next", headers: headers, peer: Self.tcp)
        #expect(backend.state.withLock { $0.asked.last?.place } == nil)
        _ = try await ask(.get, "/v1/task/next", headers: headers)
        #expect(backend.state.withLock { $0.asked.last?.place?.directory } == "/srv/api")
    }

    @Test("An answer that the caller has is not sent again")
    func entityTags() async throws {
        let first = try await ask(.get, "/v1/task/next")
        let tag = try #require(first.headers["ETag"])
        let again = try await ask(.get, "/v1/task/next", headers: ["If-None-Match": tag])
        #expect(again.status == .notModified)
        let other = try await ask(.get, "/v1/task/next", headers: ["If-None-Match": "\"r7-0\""])
        #expect(other.status == .ok)
    }

    @Test("A read may be posted, for an input that is longer than a query may be")
    func postedRead() async throws {
        let paths = (0..<2000).map { "src/\($0).swift" }
        let body: JSONValue = .object(["paths": .array(paths.map { .string($0) })])
        let response = try await ask(.post, "/v1/path/check", body: body.canonicalText)
        #expect(response.status == .ok)
        #expect(response.headers["ETag"] == nil && response.headers["Cache-Control"] == "no-store")
        let asked = try #require(backend.state.withLock { $0.asked.last })
        #expect(asked.operation == "path.check" && asked.input == body)
    }

    @Test("A program that asks for the first path is told where the rest is")
    func index() async throws {
        let program = try await ask(.get, "/", headers: ["Accept": "application/json"])
        #expect(try json(program)["openapi"] == "/openapi.json")
    }

    @Test("It is healthy only while every check is")
    func health() async throws {
        #expect(try await ask(.get, "/health").status == .ok)
        backend.state.withLock { $0.checks.append(HealthCheck("disk", fault: "full")) }
        let response = try await ask(.get, "/health")
        #expect(response.status == .unavailable)
        #expect(try json(response)["checks"]?["disk"]?["output"] == "full")
    }

    @Test("The description names every operation, and only what there is")
    func description() async throws {
        let document = try json(try await ask(.get, "/openapi.json"))
        let paths = try #require(document["paths"]?.objectValue)
        for entry in OperationTable.all.entries {
            let path = "/v1/" + entry.name.split(separator: ".").joined(separator: "/")
            let method = entry.effect == .reads ? "get" : "post"
            #expect(paths[path]?[method]?["operationId"]?.stringValue == entry.name)
        }
        for (path, item) in paths {
            for method in try #require(item.objectValue).keys {
                let known = try #require(HTTPMethod(rawValue: method.uppercased()))
                let response = try await ask(known, path)
                #expect(![404, 405].contains(response.status.rawValue), "\(method) \(path)")
            }
        }
    }

    @Test("A record inside a body is described with all that it refuses")
    func nestedRecords() async throws {
        let document = try json(try await ask(.get, "/openapi.json"))
        let schemas = try #require(document["components"]?["schemas"]?.objectValue)
        let path = schemas["evidence.file.input.body"]?["properties"]?["path"]
        #expect(path?["pattern"]?.stringValue?.contains("u009F") == true)
        let references = document.canonicalText.matches(of: /#\/components\/schemas\/([^"]+)/)
        for reference in references { #expect(schemas[String(reference.1)] != nil) }
    }

    private struct Failure: Reportable {
        let category: ErrorCategory
        var code: String { "test.failure" }
        var message: String { "It failed." }
        var hint: String? { "Do it otherwise." }
    }
}
