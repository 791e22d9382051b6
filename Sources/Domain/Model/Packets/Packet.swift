/// The contract of a task: what to do and why, where, how it is checked, and when it is done.
///
/// All text is plain and in the forms of ``PacketText``; code is set in backticks, as people write
/// it. What a packet has beside the parts named here stands in ``sections``, verbatim, so that
/// reading and writing loses nothing. Two packets are equal when they say the same; where in a file
/// they said it is kept apart, in ``PacketSource``.
package struct Packet: Hashable, Sendable {
    /// The heading, as written: `Task Packet: WP-1-Job-Cancel`.
    package var title: String
    /// The lines before the heading, between `---` or `+++`.
    package var frontMatter: PacketFrontMatter?
    /// The head's lines, in their order: task key, date, requestor, role, status.
    package var metadata: [PacketEntry]

    package var what: String
    package var why: String
    package var inScope: [ScopeLine]
    package var outOfScope: [ScopeLine]

    package var risk: StatedRisk
    /// What is said about the risk beside its tier.
    package var riskNotes: [String]
    package var testPlan: CommandPlan
    package var doneMeans: [String]
    /// How to undo the change: commands or a sentence.
    package var rollbackHint: String
    /// What a delivery must hand in as evidence.
    package var requiredEvidence: [String]
    /// The sections that the final report must have.
    package var reportSections: [String]

    package var filesToOpen: [String]
    package var searchTerms: [String]
    package var runCommands: CommandPlan
    package var riskMap: [RiskMapping]

    /// The parts of the specification that the task carries out.
    package var specAnchors: [String]
    /// The other documents that bind the task.
    package var authority: [PacketEntry]

    package var assumptions: [String]
    package var openQuestions: [String]
    package var dependencies: [String]

    /// All that has no field of its own, verbatim and in its order.
    package var sections: [PacketSection]

    package init(
        title: String,
        frontMatter: PacketFrontMatter? = nil,
        metadata: [PacketEntry] = [],
        what: String = "",
        why: String = "",
        inScope: [ScopeLine] = [],
        outOfScope: [ScopeLine] = [],
        risk: StatedRisk = .unstated,
        riskNotes: [String] = [],
        testPlan: CommandPlan = CommandPlan(),
        doneMeans: [String] = [],
        rollbackHint: String = "",
        requiredEvidence: [String] = [],
        reportSections: [String] = [],
        filesToOpen: [String] = [],
        searchTerms: [String] = [],
        runCommands: CommandPlan = CommandPlan(),
        riskMap: [RiskMapping] = [],
        specAnchors: [String] = [],
        authority: [PacketEntry] = [],
        assumptions: [String] = [],
        openQuestions: [String] = [],
        dependencies: [String] = [],
        sections: [PacketSection] = []
    ) {
        self.title = title
        self.frontMatter = frontMatter
        self.metadata = metadata
        self.what = what
        self.why = why
        self.inScope = inScope
        self.outOfScope = outOfScope
        self.risk = risk
        self.riskNotes = riskNotes
        self.testPlan = testPlan
        self.doneMeans = doneMeans
        self.rollbackHint = rollbackHint
        self.requiredEvidence = requiredEvidence
        self.reportSections = reportSections
        self.filesToOpen = filesToOpen
        self.searchTerms = searchTerms
        self.runCommands = runCommands
        self.riskMap = riskMap
        self.specAnchors = specAnchors
        self.authority = authority
        self.assumptions = assumptions
        self.openQuestions = openQuestions
        self.dependencies = dependencies
        self.sections = sections
    }
}

extension Packet {
    /// What the packet says about its risk: in the field, else in its head.
    package var statedRisk: StatedRisk {
        guard risk == .unstated else { return risk }
        let entries = metadata + (frontMatter?.entries ?? [])
        return entries.first { $0.isNamed("RISK_TIER") }.map { StatedRisk($0.value) } ?? .unstated
    }

    /// The tier, where the packet states one of the known ones.
    package var riskTier: RiskTier? {
        if case .tier(let tier) = statedRisk { tier } else { nil }
    }

    /// The paths of the packet: those lines of its scope that are plain paths.
    package var scope: PathScope {
        PathScope(
            inScope: inScope.compactMap(\.pattern),
            outOfScope: outOfScope.compactMap(\.pattern)
        )
    }
}
