import Digests
import HTTPKit
import Model
import Operations
import Telemetry

/// The workspace over HTTP: every operation of the table, the live stream, and what operators ask.
///
/// It has no rule of the domain: it says who asks, reads the input, and writes the answer.
package final class WorkspaceGateway: Sendable {
    /// What differs between gateways.
    package struct Settings: Sendable {
        /// The user whose processes may come through the Unix socket.
        package var owner: UInt32
        /// What `Host` may say on TCP, in lower case with the port.
        package var authorities: Set<String>
        package var version: String
        /// How long a stream is silent before a comment shows that it lives.
        package var heartbeat = Duration.seconds(15)

        package init(owner: UInt32, authorities: Set<String>, version: String) {
            self.owner = owner
            self.authorities = authorities
            self.version = version
        }
    }

    let backend: any Backend
    let settings: Settings
    let feed: EventFeed
    let pages: EventPages
    let metrics: GatewayMetrics
    private let access: AccessPolicy
    private let routes: [String: Route]
    private let time: any TimeSource
    let runners: Runners
    private let isStopping = Lock(false)
    private let kept: Lock<[UInt8]?> = Lock(nil)

    /// Where operations run, since they wait: apart, so that a replay of an hour holds up no read.
    package struct Runners: Sendable {
        /// For what is done in a moment.
        package let quick: any TaskExecutor
        /// For what waits for programs, or works for long.
        package let slow: any TaskExecutor
        /// For what only waits for its commit: it goes on where it was read, and then where it was
        /// committed.
        package let passing: any TaskExecutor

        package init(
            quick: any TaskExecutor,
            slow: any TaskExecutor,
            passing: any TaskExecutor
        ) {
            self.passing = passing
            self.quick = quick
            self.slow = slow
        }
    }

    /// - Parameter quiet: Called when many streams were open and the last of them has ended.
    package init(
        _ backend: any Backend,
        _ settings: Settings,
        operations: OperationTable = .all,
        mounts: [String: Mount] = [:],
        time: any TimeSource,
        runners: Runners,
        quiet: @escaping @Sendable () -> Void = {},
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.backend = backend
        self.settings = settings
        self.time = time
        self.runners = runners
        access = AccessPolicy(owner: settings.owner, authorities: settings.authorities)
        feed = EventFeed(
            heartbeat: settings.heartbeat,
            runner: runners.slow,
            quiet: quiet,
            pause: pause
        )
        pages = EventPages(runner: runners.quick)
        metrics = GatewayMetrics()
        var routes: [String: Route] = [
            "/health": .health, "/metrics": .metrics, "/openapi.json": .description,
            "/v1/events": .events, "/": .index,
        ]
        for entry in operations.entries {
            let isOneTransaction = !entry.takesTime && backend.isOneTransaction(entry.name)
            routes[HTTPNames.path(of: entry.name)] = .operation(
                entry,
                InputReading(schema: entry.inputSchema),
                isOneTransaction ? .transaction : entry.takesTime ? .long : .short
            )
        }
        for (path, mount) in mounts.merging(TelemetryIntake.mounts, uniquingKeysWith: { $1 }) {
            routes[path] = .mount(mount)
        }
        self.routes = routes
    }

    /// The ledger has grown to this revision: streams go on.
    package func note(_ revision: Int64) { feed.note(revision) }

    /// Whether all that is checked is well, now.
    package var isWell: Bool { backend.healthChecks().allSatisfy { $0.fault == nil } }

    /// Ends the streams, and refuses what comes.
    package func stop() {
        isStopping.withLock { $0 = true }
        feed.stop()
    }

    /// Answers a request; what the server calls for each.
    package func answer(_ request: HTTPRequest) -> HTTPAnswer {
        let start = time.elapsed()
        let route = routes[request.target.path]
        let name = route?.name ?? "none"
        do {
            let grant = try access.admit(request)
            if backend.isGone() { throw RequestError.workspaceGone }
            guard let route else { throw unknown(request) }
            try require(request.method, of: route)
            guard !isStopping.withLock({ $0 }) || route.isForOperators else {
                throw RequestError.stopping
            }
            return .promised(work(on: request, grant, route, since: start))
        } catch {
            let response = problem(error, request, route)
            metrics.count(name, response.status, took: time.elapsed() - start)
            return .now(response)
        }
    }

    // MARK: - One request

    /// Answers on a thread that may wait, for as long as the client does: nobody waits for a replay
    /// that nobody hears of.
    private func work(
        on request: HTTPRequest,
        _ grant: AccessPolicy.Grant,
        _ route: Route,
        since start: Duration
    ) -> HTTPPromise {
        let promise = HTTPPromise()
        // The promise is what is awaited, and the client's going ends the task. The language's own
        // threads are not used: once they are there, one of them wakes each second, for ever.
        let task = Task(executorPreference: runner(for: request, route)) { [self] in
            let response: HTTPResponse
            do {
                response = try await respond(to: request, grant, route)
            } catch {
                response = problem(error, request, route)
            }
            metrics.count(route.name, response.status, took: time.elapsed() - start)
            promise.keep(response)
        }
        request.presence.whenGone { task.cancel() }
        return promise
    }

    /// - Note: Whoever stands somewhere has a repository, whose files may have to be read; and a
    ///   large input takes its time.
    private func runner(for request: HTTPRequest, _ route: Route) -> any TaskExecutor {
        switch route.pace {
        case .long: runners.slow
        case .short: runners.quick
        case .transaction:
            request.body.count <= Self.passingBytesMax && request.headers[HTTPNames.place] == nil
                ? runners.passing : runners.quick
        }
    }

    /// The largest input that is read on the thread of the connections.
    private static let passingBytesMax = 16 * 1024

    private func respond(
        to request: HTTPRequest,
        _ grant: AccessPolicy.Grant,
        _ route: Route
    ) async throws -> HTTPResponse {
        switch route {
        case .health: return health()
        case .index: return try index(request)
        case .description: return json(description(), request)
        case .metrics:
            try prove(grant)
            return .metrics(metrics.text(head: try backend.head(), streams: feed.count))
        case .events:
            try prove(grant)
            return try await events(request, grant)
        case .mount(let mount):
            try prove(grant)
            var options = CallOptions()
            options.session = grant.session
            options.credential = grant.credential
            let caller = backend.caller(at: try place(request, grant))
            return await mount.answer(request, caller, options)
        case .operation(let entry, let reading, .transaction) where grant.credential != nil:
            // The transaction asks who calls anyway; where it refuses, the reason is looked for.
            do {
                return try await call(entry, reading, request, grant)
            } catch {
                try prove(grant)
                throw error
            }
        case .operation(let entry, let reading, _):
            try prove(grant)
            return try await call(entry, reading, request, grant)
        }
    }

    private func call(
        _ entry: OperationEntry,
        _ reading: InputReading,
        _ request: HTTPRequest,
        _ grant: AccessPolicy.Grant
    ) async throws -> HTTPResponse {
        let isGet = HTTPNames.isGet(entry.effect)
        let options = try CallOptions(request, grant, isGet: isGet)
        let input =
            isGet
            ? try reading.input(request.target.query) : try InputReading.input(of: request)
        let caller = backend.caller(at: try place(request, grant))
        let envelope = try await entry.call(input, options, through: caller)
        let body = envelope.json.canonicalBytes
        var response = HTTPResponse(.ok, headers: ["Content-Type": "application/json"], body: body)
        if let revision = envelope.revision {
            response.headers.set(HTTPNames.revision, "\(revision)")
        }
        guard isGet else {
            response.headers.set("Cache-Control", "no-store")
            return response
        }
        response.headers.set("Cache-Control", "private, no-cache")
        let tag = EntityTag(of: body, revision: envelope.revision)
        response.headers.set("ETag", tag.text)
        if let asked = request.headers["If-None-Match"], tag.isNamed(by: asked) {
            response.becomeNotModified()
        }
        return response
    }

    private func place(
        _ request: HTTPRequest,
        _ grant: AccessPolicy.Grant
    ) throws -> CallPlace? {
        guard grant.isOwner, let header = request.headers[HTTPNames.place] else { return nil }
        return try CallPlace(header: header)
    }

    /// Refuses who shows no token on TCP, and a token that is none anywhere.
    func prove(_ grant: AccessPolicy.Grant) throws {
        guard let session = grant.session, let credential = grant.credential else {
            guard grant.isOwner else { throw AccessError.noToken }
            return
        }
        guard try backend.isValid(session, credential) else { throw AccessError.badToken }
    }

    private func require(_ method: HTTPMethod, of route: Route) throws {
        guard route.methods.contains(method) else {
            throw RequestError.method(method.rawValue, allowed: route.methods.map(\.rawValue))
        }
    }

    private func unknown(_ request: HTTPRequest) -> RequestError {
        let path = request.target.path
        return .notFound(path: path, nearest: path.nearest(among: Array(routes.keys)))
    }

    // MARK: - Answers

    /// The answer to what the server refuses before it is a request.
    package func refusal(
        _ status: HTTPStatus,
        code: String,
        message: String
    ) -> HTTPResponse {
        metrics.count("refused", status, took: .zero)
        var report = ErrorReport()
        report.code = code
        report.category = .usage
        report.exitCode = Int(ErrorCategory.usage.exitCode)
        report.message = message
        return Problem(report: report, status: status, instance: nil).response
    }

    func problem(_ error: any Error, _ request: HTTPRequest, _ route: Route?) -> HTTPResponse {
        let report = ErrorReport(error)
        var response = Problem(
            report: report,
            status: report.status,
            instance: request.target.path
        ).response
        if response.status == .methodNotAllowed, let route {
            response.headers.set("Allow", route.methods.map(\.rawValue).joined(separator: ", "))
        }
        return response
    }

    private func health() -> HTTPResponse {
        let report = HealthReport(checks: backend.healthChecks(), version: settings.version)
        return HTTPResponse(
            report.isWell ? .ok : .unavailable,
            headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: report.json.canonicalBytes
        )
    }

    /// A page for people; a program that asks for JSON is told where the rest is.
    private func index(_ request: HTTPRequest) throws -> HTTPResponse {
        let accepted = request.headers["Accept"]?.lowercased() ?? ""
        guard accepted.contains("application/json"), !accepted.contains("text/html") else {
            return try frontPage()
        }
        let json: JSONValue = [
            "name": "worklead", "version": .string(settings.version),
            "openapi": "/openapi.json", "events": "/v1/events", "health": "/health",
        ]
        return self.json(json.canonicalBytes, request)
    }

    private func frontPage() throws -> HTTPResponse {
        let page = FrontPage(
            workspace: try backend.name(),
            revision: try backend.head(),
            version: settings.version
        )
        return HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store",
                "Content-Security-Policy": FrontPage.policy, "Vary": "Accept",
                "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
            ],
            body: Array(page.html.utf8)
        )
    }

    private func json(_ body: [UInt8], _ request: HTTPRequest) -> HTTPResponse {
        let tag = EntityTag(of: body, revision: nil)
        var response = HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "application/json", "ETag": tag.text,
                "Cache-Control": "no-cache",
            ],
            body: body
        )
        if let asked = request.headers["If-None-Match"], tag.isNamed(by: asked) {
            response.becomeNotModified()
        }
        return response
    }

    /// The description, written when it is first asked for.
    private func description() -> [UInt8] {
        kept.withLock { kept in
            if let kept { return kept }
            let made = OpenAPIDocument(version: settings.version).json.canonicalBytes
            kept = made
            return made
        }
    }
}

extension HTTPResponse {
    /// Says that the caller has the answer already, and nothing about the body it does not send.
    fileprivate mutating func becomeNotModified() {
        status = .notModified
        body = .bytes([])
        headers.remove("Content-Type")
    }

    /// Figures in Prometheus' text format.
    fileprivate static func metrics(_ text: String) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
                "Cache-Control": "no-store",
            ],
            body: Array(text.utf8)
        )
    }
}
