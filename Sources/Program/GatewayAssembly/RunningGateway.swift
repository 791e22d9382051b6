import Assembly
import Commands
import Dashboard
import Engine
import Gateway
import GitKit
import Glibc
import HTTPKit
import HTTPServerKit
import Model
import Operations
import ServiceKit
import SubprocessKit
import Telemetry

/// A gateway from its first socket to its last answer.
final class RunningGateway: GatewayControl {
    let record: GatewayRecord
    private let logins: DashboardLogins
    private let bell: LedgerBell
    private let end: AsyncStream<Void>.Continuation

    private init(
        record: GatewayRecord,
        logins: DashboardLogins,
        bell: LedgerBell,
        end: AsyncStream<Void>.Continuation
    ) {
        self.record = record
        self.logins = logins
        self.bell = bell
        self.end = end
    }

    func stop() { end.yield() }

    func wake() { bell.ring(bell.head) }

    func invite(_ agent: AgentID, isReadOnly: Bool, until: Timestamp) -> String {
        logins.invite(agent, isReadOnly: isReadOnly, until: until)
    }

    /// Serves until somebody stops it or a signal comes.
    ///
    /// - Parameter answer: Told once, when requests are answered.
    /// - Returns: The exit code.
    static func serve(
        _ order: GatewayOrder,
        answer: (GatewayAnswer) -> Void
    ) async throws -> Int32 {
        let time = SystemTime()
        let identifiers = SystemIdentifiers()
        let surroundings = Surroundings.ofThisProcess
        let git = GitProgram.ofThisProcess(surroundings, time)
        let gateway = Lock<WorkspaceGateway?>(nil)
        let checkpoints = Lock<CheckpointWatch?>(nil)
        let bell = LedgerBell()
        let store = try SharedStore(
            stateDirectory: order.stateDirectory,
            time: time,
            identifiers: identifiers,
            git: git
        ) { revision in
            gateway.withLock { $0 }?.note(revision)
            bell.ring(revision)
            checkpoints.withLock { $0 }?.note(revision)
        }
        defer { store.database.close() }
        // That of a gateway that was killed. It goes before anybody can be answered here.
        GatewayRecord.remove(from: order.stateDirectory)

        let listeners = try await Listeners(order, surroundings.environment, time)
        let (ends, end) = AsyncStream.makeStream(
            of: Void.self,
            bufferingPolicy: .bufferingNewest(1)
        )
        let interruption = try Interruption()
        interruption.raise(onSignals: [SIGINT, SIGTERM])
        let logins = DashboardLogins(store: store, time: time, identifiers: identifiers)
        let running = RunningGateway(
            record: try await record(of: order, listeners, store, time),
            logins: logins,
            bell: bell,
            end: end
        )
        let slow = WorkerThreads(threadsMax: 64)
        // As many quick ones as keep the processors busy; more would only wait for each other.
        let runners = WorkspaceGateway.Runners(
            quick: WorkerThreads(threadsMax: max(2, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))),
            slow: slow,
            passing: PassingThreads()
        )
        let backend = WorkspaceBackend(
            store: store,
            surroundings: surroundings,
            time: time,
            identifiers: identifiers,
            git: git,
            control: running
        )
        let signing = try CheckpointWatch.of(backend, time, on: slow)
        checkpoints.withLock { $0 = signing }
        let watch = QuietWatch(on: slow) { signing.rest() }
        var settings = WorkspaceGateway.Settings(
            owner: getuid(),
            authorities: listeners.authorities,
            version: ProgramRelease.version
        )
        settings.published = order.published
        let made = WorkspaceGateway(
            backend,
            settings,
            mounts: [
                "/mcp": .mcp(
                    time: time,
                    ledger: AnnouncedLedger(bell: bell, store: store, time: time),
                    runner: slow
                )
            ],
            site: DashboardSite(desk: logins, time: time, published: order.published),
            time: time,
            runners: runners,
            quiet: { watch.note() },
            pause: { duration in WaitingThread.pause(for: duration) }
        )
        gateway.withLock { $0 = made }
        let server = try HTTPServer(
            listeners.all,
            clock: { time.elapsed() },
            refuse: { made.refusal($0.status, code: $0.code, message: $0.message) },
            handler: { request in
                watch.note()
                return made.answer(request)
            }
        )
        try GatewaySettings { $0.published = order.published }.keep(in: order.stateDirectory)
        try running.record.write(in: order.stateDirectory)
        let manager = ServiceNotifier(environment: surroundings.environment, process: getpid())
        manager.ready("Serving \(running.record.socket)")
        answer(GatewayAnswer { $0.running = GatewayLine(running.record) })
        GatewayMain.log("serving \(running.record.socket)")

        // Waits on a thread of its own, and ends with the process.
        Task(executorPreference: runners.slow) {
            interruption.wait()
            end.yield()
        }
        keepAlive(made, for: manager, on: slow)
        if let session = order.session, let secret = order.secret {
            let decisions = DecisionWatch(
                store: store,
                bell: bell,
                time: time,
                request: ChangeRequest(caller: .bearer(session, credential: secret))
            )
            // Ends when the bell is stopped, or with the process.
            Task(executorPreference: runners.slow) { await decisions.run() }
        }
        let notices = NoticeWatch(bell: bell, caller: backend.own, time: time)
        // Ends when the bell is stopped, or with the process.
        Task(executorPreference: runners.slow) { await notices.run() }
        watch.note()
        for await _ in ends { break }
        manager.stopping("Ending what is under way")
        // Before it refuses anything: whoever looks for a gateway now waits for the file.
        GatewayRecord.remove(from: order.stateDirectory)
        made.stop()
        bell.stop()
        await server.stop(grace: .seconds(10))
        signing.rest(isEnd: true)
        GatewayMain.log("stopped")
        return 0
    }

    /// Tells the service manager that all is well, as long as it is.
    private static func keepAlive(
        _ gateway: WorkspaceGateway,
        for manager: ServiceNotifier,
        on runner: WorkerThreads
    ) {
        guard let interval = manager.watchdogInterval else { return }
        // Ends with the process.
        Task(executorPreference: runner) {
            while true {
                if gateway.isWell { manager.alive() }
                WaitingThread.pause(for: interval)
            }
        }
    }

    /// What commands find it by; that it has started is recorded for whom it was started.
    private static func record(
        of order: GatewayOrder,
        _ listeners: Listeners,
        _ store: SharedStore,
        _ time: SystemTime
    ) async throws -> GatewayRecord {
        var record = GatewayRecord()
        record.process = Int(getpid())
        record.socket = listeners.socket
        record.port = listeners.port
        record.published = order.published
        record.startedAt = time.now()
        record.version = ProgramRelease.version
        guard let session = order.session, let secret = order.secret else { return record }
        let request = ChangeRequest(caller: .bearer(session, credential: secret))
        let address = listeners.port.map { "http://127.0.0.1:\($0)" } ?? "unix:\(record.socket)"
        do {
            let changed = try await store.engine.change(request, encode: { _ in .null }) { change in
                try change.record(
                    GatewayEvent.started(address: address).fact,
                    on: Subject(.workspace, "gateway")
                )
                return change.actor.id
            }
            if case .made(let owner, _) = changed { record.owner = owner }
        } catch is SessionError {
            // A session that has ended is nobody: the gateway then belongs to none in particular.
        }
        return record
    }
}

extension CheckpointWatch {
    /// Signs the ledger of a gateway on the threads that may wait.
    fileprivate static func of(
        _ backend: WorkspaceBackend,
        _ time: SystemTime,
        on runner: WorkerThreads
    ) throws -> CheckpointWatch {
        let watch = CheckpointWatch(
            signed: try backend.store.signedSize(),
            pace: backend.checkpointPace(),
            clock: { time.elapsed() },
            run: { work in
                // Nobody waits for it: it ends by itself, or with the process.
                Task(executorPreference: runner) { work() }
            },
            sign: { try backend.signByItself() },
            failed: { error in
                GatewayMain.log("no checkpoint: \(ErrorReport(error).message)")
            }
        )
        watch.note(try backend.head())
        return watch
    }
}

/// The sockets of a gateway: those that a service manager passes, else its own.
private struct Listeners {
    let all: [HTTPListener]
    /// The path of the Unix socket by which commands come.
    let socket: String
    let port: Int?

    init(
        _ order: GatewayOrder,
        _ environment: [String: String],
        _ time: SystemTime
    ) async throws {
        let passed = try HTTPListener.inherited(environment: environment, process: getpid())
        var all = passed
        let passedSocket = passed.compactMap(\.path).first
        if passedSocket == nil { all.append(try await Self.unix(order.socket, time)) }
        socket = passedSocket ?? order.socket
        var port = passed.compactMap(\.port).first
        if port == nil, !order.ports.isEmpty {
            if let own = try Self.own(firstFreeOf: order.ports) {
                all.append(own)
                port = own.port
            } else {
                GatewayMain.log("the ports \(order.ports) are taken; serving the socket only")
            }
        }
        self.all = all
        self.port = port
    }

    /// The socket, when whoever has it lets go of it.
    ///
    /// This gateway has its workspace's lock. So another one there serves a workspace that was
    /// deleted, which it sees as soon as it is asked anything.
    private static func unix(_ path: String, _ time: SystemTime) async throws -> HTTPListener {
        var record = GatewayRecord()
        record.socket = path
        let end = time.elapsed() + .seconds(15)
        while true {
            do throws(HTTPListenerError) {
                return try .unix(path)
            } catch {
                guard case .inUse = error, time.elapsed() < end else { throw error }
            }
            _ = record.answers(time)
            WaitingThread.pause(for: .milliseconds(50))
        }
    }

    /// `nil` where the ports belong to others: the Unix socket serves the workspace all the same.
    private static func own(firstFreeOf ports: [Int]) throws(HTTPListenerError) -> HTTPListener? {
        do {
            return try .loopback(firstFreeOf: ports)
        } catch {
            guard case .inUse = error else { throw error }
            return nil
        }
    }

    var authorities: Set<String> {
        guard let port else { return [] }
        return ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
    }
}

extension HTTPListener {
    fileprivate var path: String? {
        if case .unix(let path) = address, !path.isEmpty { path } else { nil }
    }

    fileprivate var port: Int? {
        if case .loopback(let port) = address { port } else { nil }
    }
}
