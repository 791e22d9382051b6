import Model

/// What a workspace's committed file chooses; what it does not mention keeps its standard.
package struct WorkspaceConfiguration: Hashable, Sendable {
    /// The levels of the gates that are set; whether there are such gates is not looked at.
    package var rules: [GateName: RuleLevel]
    /// What an agent's branches are called: `agent/{agent}/{slug}`.
    package var branchPattern: String?
    /// How long a claim lasts where nobody says.
    package var claimLease: Duration?
    /// The longest lease that may be asked for.
    package var longestLease: Duration?
    /// How long an agent of each role may be quiet.
    package var presence: PresenceWindows
    /// The documents that an agent reads before it works, in this order.
    package var readingOrder: [String]
    /// The folder of the repository that bundles lie in; else they lie beside the ledger.
    package var evidenceFolder: String?
    /// The file of the repository that says whose signatures count.
    package var signersFile: String?
    /// When the gateway signs the ledger by itself.
    package var checkpoints: CheckpointSetting?
    /// Whether there is a merge queue, and into which branch it merges.
    package var merging: MergeSetting
    /// What all models together may cost in a day before it is pointed out, in dollars.
    package var dollarsPerDay: Int?

    package init(
        rules: [GateName: RuleLevel] = [:],
        branchPattern: String? = nil,
        claimLease: Duration? = nil,
        longestLease: Duration? = nil,
        presence: PresenceWindows = .standard,
        readingOrder: [String] = [],
        evidenceFolder: String? = nil,
        signersFile: String? = nil,
        checkpoints: CheckpointSetting? = nil,
        merging: MergeSetting = MergeSetting(),
        dollarsPerDay: Int? = nil
    ) {
        self.rules = rules
        self.branchPattern = branchPattern
        self.claimLease = claimLease
        self.longestLease = longestLease
        self.presence = presence
        self.readingOrder = readingOrder
        self.evidenceFolder = evidenceFolder
        self.signersFile = signersFile
        self.checkpoints = checkpoints
        self.merging = merging
        self.dollarsPerDay = dollarsPerDay
    }
}

/// Whether a repository has a merge queue; it has none unless it says so.
package struct MergeSetting: Hashable, Sendable {
    /// Whether there is one.
    package enum Queue: String, Hashable, Sendable, CaseIterable {
        case off, on
    }

    package var queue: Queue
    /// The branch that is merged into; `nil` for the repository's main branch.
    package var branch: String?

    package init(queue: Queue = .off, branch: String? = nil) {
        self.queue = queue
        self.branch = branch
    }
}
