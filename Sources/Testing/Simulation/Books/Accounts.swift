import Model

/// What the ledger says of a task.
struct TaskAccount {
    var state = "draft"
    var lane: String?
    var phase: String?
    var priority: Int64 = 0
    var assignee: String?
    /// Who has the claim, and under which session.
    var holder: String?
    var session: String?
    var fence: Int64 = 0
    /// When the lease ends, or for how long a rework is kept.
    var until: Timestamp?
    var attempts: Int64 = 0
    /// What waits for a verdict or had one last, and whose work it is.
    var delivery: String?
    var worker: String?
    var dependencies: Set<String> = []

    mutating func isFree(in state: String) {
        self.state = state
        holder = nil
        session = nil
        until = nil
    }
}

/// What the ledger says of a message.
struct MessageAccount {
    let place: Int64
    let thread: String
    let recipients: [String]
}

/// What the ledger says of an inbox.
struct InboxAccount {
    /// What an acknowledgement is asked for.
    struct Debt {
        var deadline: Timestamp
        var isPaid = false
        var isEscalated = false
    }

    /// The places of its messages, rising, and their names.
    var places: [Int64] = []
    var messages: [String] = []
    /// Up to which place it is read.
    var cursor: Int64 = 0
    var debts: [String: Debt] = [:]

    /// How many messages are behind the cursor: by looking at each.
    var unread: Int { places.reversed().prefix { $0 > cursor }.count }

    var unpaid: Int { debts.values.count { !$0.isPaid } }
}

/// What the ledger says of a session.
struct SessionAccount {
    let agent: String
    let startedAt: Timestamp
    var endedBy: Timestamp?

    var isLive: Bool { endedBy == nil }
}

/// What the ledger says of a replay.
struct ReplayAccount {
    let delivery: String
    let replayer: String
    let grade: String
}
