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
        /// Where a tunnel or a reverse proxy publishes it.
        package var published: PublishedAddress?
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
    let changePages: EventPages
    let metrics: GatewayMetrics
    private let access: AccessPolicy
    private let routes: [String: Route]
    private let site: (any Site)?
    private let time: any TimeSource
    let runners: Runners
    private let isStopping = Lock(false)
    let kept: Lock<[UInt8]?> = Lock(nil)

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
        site: (any Site)? = nil,
        time: any TimeSource,
        runners: Runners,
        quiet: @escaping @Sendable () -> Void = {},
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.backend = backend
        self.settings = settings
        self.time = time
        self.runners = runners
        access = AccessPolicy(
            owner: settings.owner,
            authorities: settings.authorities,
            published: settings.published
        )
        feed = EventFeed(
            heartbeat: settings.heartbeat,
            runner: runners.slow,
            quiet: quiet,
            pause: pause
        )
        pages = EventPages(runner: runners.quick)
        changePages = EventPages(runner: runners.quick)
        self.site = site
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
        let route = route(of: request)
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

    /// The site has what nothing else has a path for, and what has a page for who reads HTML.
    private func route(of request: HTTPRequest) -> Route? {
        let route = routes[request.target.path]
        let isForPeople =
            switch route {
            case .index: !Self.wantsJSON(request)
            case .health: request.headers["Accept"]?.contains("text/html") ?? false
            case nil: true
            default: false
            }
        guard isForPeople, let site, let name = site.name(of: request) else { return route }
        return .page(site, name: name)
    }

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
            var response: HTTPResponse
            do {
                response = try await respond(to: request, grant, route)
            } catch {
                response = problem(error, request, route)
            }
            response.suit(request)
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
        let asksAgain = request.headers[HTTPNames.idempotencyKey] != nil
        switch route {
        case .health: return health()
        case .index: return index()
        case .description: return json(description())
        case .metrics:
            try prove(grant)
            return .metrics(metrics.text(head: try backend.head(), streams: feed.count))
        case .events:
            try prove(grant)
            return try await events(request, grant)
        case .page(let site, _): return await site.answer(request, visit)
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
                try prove(grant, asksAgain: asksAgain)
                throw error
            }
        case .operation(let entry, let reading, _):
            try prove(grant, asksAgain: asksAgain)
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
        let isPosted = request.method == .post
        let input =
            isPosted
            ? try InputReading.input(of: request) : try reading.input(request.target.query)
        let caller = backend.caller(at: try place(request, grant))
        let envelope = try await entry.call(input, options, through: caller)
        let body = envelope.json.canonicalBytes
        var response = HTTPResponse(.ok, headers: ["Content-Type": "application/json"], body: body)
        if let revision = envelope.revision {
            response.headers.set(HTTPNames.revision, "\(revision)")
        }
        guard !isPosted else {
            response.headers.set("Cache-Control", "no-store")
            return response
        }
        response.headers.set("Cache-Control", "private, no-cache")
        response.headers.set("ETag", EntityTag(of: body, revision: envelope.revision).text)
        return response
    }

    private var visit: SiteVisit {
        SiteVisit(
            caller: backend.callerOfPages(),
            workspace: { [backend] in try backend.name() },
            head: { [backend] in try backend.head() },
            changes: { [self] in try changes(after: $0, isAllowed: $1) }
        )
    }

    private func place(
        _ request: HTTPRequest,
        _ grant: AccessPolicy.Grant
    ) throws -> CallPlace? {
        guard grant.isOwner, let header = request.headers[HTTPNames.place] else { return nil }
        return try CallPlace(header: header)
    }

    /// Refuses who shows no token on TCP, and a token that is none anywhere.
    ///
    /// - Parameter asksAgain: Whether it may be about a change that was made before, such as the
    ///   end of the very session: its bearer is told what was answered then, and no more.
    func prove(_ grant: AccessPolicy.Grant, asksAgain: Bool = false) throws {
        guard let session = grant.session, let credential = grant.credential else {
            guard grant.isOwner else { throw AccessError.noToken }
            return
        }
        guard try backend.isValid(session, credential, alsoEnded: asksAgain) else {
            throw AccessError.badToken
        }
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
}
