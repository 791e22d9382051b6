import Model

/// What the doctor says to do, one thing for each finding.
///
/// All of it stands here, so that a test can look at each: none takes away what is not kept
/// elsewhere, and each command is one that there is.
package enum DoctorRemedy: String, Sendable, CaseIterable {
    case installSandbox = "Install bubblewrap, or name `--unsandboxed` at each replay."
    case verifyLedger = "`worklead ledger verify` says more."
    case freeSpace = "Make room on that disk: writing stops when it is full."
    case setClock = "Set this machine's clock; until the ledger's time has come, ages are wrong."
    case namePath = "Name a file that is there, or unset the variable."
    case commitDocument = "Commit it, or take its name out of the workspace's settings."
    case addRepository = "Put it back there, or `worklead repo add PATH` with its new place."
    case startSession = "`worklead --as AGENT session start` starts one."
    case startNewSession = "`worklead --as {} session start` starts a new one."
    case finishWorktree = "`worklead worktree add {}` finishes it."
    case remakeWorktree = "`worklead worktree add {}` makes it again."
    case showPresence = "`worklead agent presence` shows all of them."
    case sweepAgents = "`worklead agent sweep` tells those who plan."
    case askAgent = "`worklead message send {}`"
    case startGateway = "`worklead up` starts it again; commands work on the file meanwhile."
    case showRemote = "`worklead remote show` says where calls go."
    case flushOutbox = "`worklead outbox flush` sends it, in order."
    case listOutbox = "`worklead outbox list` says what was refused, and why."
    case readInbox = "`worklead inbox` shows them."
    case writePacket = "`worklead task edit {} --packet FILE` gives it one."
    case lintPacket = "`worklead task lint {}` says all that is wrong with it."
    case replay = "`worklead replay {}` runs its checks again."
    case sweepMessages = "`worklead message sweep` repeats them and tells those who plan."
    case showGate = "`worklead gate history {}` says when and why."
    case showTask = "`worklead task show {}` shows it; anybody may claim it."
    case showBoard = "`worklead report board --show` lists them."
    case listLanes = "`worklead lane list` shows them; `lane park --blocker` says what stops one."
    case listHandoffs = "`worklead session handoffs` lists them, until they are settled."
    case dropDependency = "`worklead task undepend {}` lets it go on."
    case checkBoard = "`worklead report board --check` says what."
    case listNotices = "`worklead notify list` says since when."
    case checkLinks = "`worklead links check` names them."

    /// The remedy for one thing: a task, an agent, a gate.
    package func text(_ subject: String = "") -> String {
        rawValue.replacing("{}", with: subject.printable(limit: 200))
    }
}
