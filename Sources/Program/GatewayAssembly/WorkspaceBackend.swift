import Assembly
import Digests
import Engine
import Gateway
import GitKit
import Glibc
import Model
import Operations
import SQLiteDriver
import Store
import SubprocessKit
import Telemetry

/// The workspace as the gateway sees it.
struct WorkspaceBackend: Backend {
    let store: SharedStore
    let surroundings: Surroundings
    let time: SystemTime
    let identifiers: SystemIdentifiers
    let git: GitProgram
    let control: any GatewayControl
    /// Serves all who stand nowhere on this machine: for them nothing differs but the call.
    private let elsewhere = Lock<LocalCaller?>(nil)

    init(
        store: SharedStore,
        surroundings: Surroundings,
        time: SystemTime,
        identifiers: SystemIdentifiers,
        git: GitProgram,
        control: any GatewayControl
    ) {
        self.store = store
        self.surroundings = surroundings
        self.time = time
        self.identifiers = identifiers
        self.git = git
        self.control = control
    }

    /// Under this much room on the disk nothing is called well.
    private static let roomBytesMin: UInt64 = 64 << 20

    func caller(at place: CallPlace?) -> any OperationCaller {
        PlacedCaller(backend: self, place: place)
    }

    func callerOfPages() -> any OperationCaller { SiteCaller(backend: self) }

    /// Where the owner stands for what pages ask of files: in the first repository that is still
    /// there, else with the workspace.
    func ownPlace() throws -> CallPlace {
        let known = try store.engine.read { try $0.repositories.repositories() }
        let directory = known.map(\.path).first { access($0, F_OK) == 0 }
        return CallPlace { $0.directory = directory ?? store.stateDirectory }
    }

    /// What carries out the calls of somebody who stands there; made once for who stands nowhere.
    fileprivate func local(
        at place: CallPlace?,
        interruption: Interruption?
    ) -> LocalCaller {
        guard place == nil, interruption == nil else { return made(at: place, interruption) }
        return elsewhere.withLock { kept in
            if let kept { return kept }
            let fresh = made(at: nil, nil)
            kept = fresh
            return fresh
        }
    }

    /// What looks after things by itself, for nobody in particular.
    var own: LocalCaller { local(at: nil, interruption: nil) }

    private func made(at place: CallPlace?, _ interruption: Interruption?) -> LocalCaller {
        LocalCaller(
            of: control,
            store: store,
            seen: surroundings.seen(from: place),
            time: time,
            identifiers: identifiers,
            git: git,
            interruption: interruption
        )
    }

    func isOneTransaction(_ operation: String) -> Bool {
        local(at: nil, interruption: nil).isOneTransaction(operation)
    }

    func isValid(
        _ session: SessionID,
        _ credential: Credential,
        alsoEnded: Bool
    ) throws -> Bool {
        try store.engine.read { view in
            guard let known = try view.sessions.session(session) else { return false }
            return (known.isLive || alsoEnded)
                && known.credential == Digest(of: credential.secret)
        }
    }

    func isGone() -> Bool {
        guard store.isGone else { return false }
        control.stop()
        return true
    }

    func name() throws -> String {
        try store.engine.read { try $0.workspace.name()?.text ?? "" }
    }

    func head() throws -> Int64 { try store.engine.read { try $0.ledger.head() } }

    /// Signs the ledger; see ``CheckpointWatch``.
    func signByItself() throws -> CheckpointPace {
        try local(at: nil, interruption: nil).signByItself()
    }

    /// How often that is to be; a repository whose configuration can't be read chooses nothing yet.
    func checkpointPace() -> CheckpointPace {
        do {
            return try local(at: nil, interruption: nil).checkpointPace() ?? .standard
        } catch {
            // Its reader is told when it is read again to sign; serving does not wait for that.
            return .standard
        }
    }

    func healthChecks() -> [HealthCheck] { [ledgerCheck, writingCheck, diskCheck] }

    /// The ledger is read now, and its file is still the one that was opened.
    private var ledgerCheck: HealthCheck {
        do {
            _ = try head()
            if store.isGone { return HealthCheck("ledger", fault: "the store's file is gone") }
            return HealthCheck("ledger")
        } catch {
            return HealthCheck("ledger", fault: ErrorReport(error).message)
        }
    }

    private var writingCheck: HealthCheck {
        HealthCheck("writing", fault: store.database.writeStopReason)
    }

    private var diskCheck: HealthCheck {
        var facts = statvfs()
        guard statvfs(store.stateDirectory, &facts) == 0 else {
            return HealthCheck("disk", fault: String(cString: strerror(errno)))
        }
        let room = UInt64(facts.f_bavail) * UInt64(facts.f_frsize)
        guard room >= Self.roomBytesMin else {
            return HealthCheck("disk", fault: "only \(room >> 20) MiB are left")
        }
        return HealthCheck("disk")
    }
}

/// Carries out one caller's operations, from where they stand.
private struct PlacedCaller: OperationCaller {
    let backend: WorkspaceBackend
    let place: CallPlace?

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        if O.needsPlace, place == nil { throw PlaceNeededError(operation: O.name) }
        if O.name == InitWorkspace.name || O.name == RestoreLedger.name {
            throw GatewayRunsError(operation: O.name)
        }
        let runsCommands = [ReplayDelivery.name, RunGates.name, SelftestGates.name]
        let interruption = runsCommands.contains(O.name) ? try Interruption() : nil
        let local = backend.local(at: place, interruption: interruption)
        return try await withTaskCancellationHandler {
            // The caller is kept until its operation has ended.
            defer { withExtendedLifetime(local) {} }
            return try await local.call(operation, input, options)
        } onCancel: {
            interruption?.raise()
        }
    }
}

/// An operation on files, asked for by somebody who stands nowhere on this machine.
struct PlaceNeededError: Reportable {
    let operation: String

    var code: String { "gateway.place_needed" }
    var category: ErrorCategory { .notAllowed }
    var message: String {
        "'\(operation)' works with files of this machine, so only its owner's commands may ask."
    }
    var hint: String? { "Run the command on the machine of the gateway." }
}

/// An operation that replaces the file that the gateway has open.
struct GatewayRunsError: Reportable {
    let operation: String

    var code: String { "gateway.runs" }
    var category: ErrorCategory { .conflict }
    var message: String { "'\(operation)' can't be done while the gateway has the store." }
    var hint: String? { "`worklead down`, then again." }
}
