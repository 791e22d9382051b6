import Digests

/// One step of the contract: a call with what has to come of it, or work done between calls.
enum ContractStep: Sendable {
    case call(ContractCase)
    /// A script that runs in the session's folder.
    case work(String)
    /// Later steps use the text of a file in the session's folder under this name.
    case keep(String, file: String)

    /// A call that is answered.
    ///
    /// - Parameter kept: Texts of the answer's data that later steps use, each by its name there:
    ///   `$tree` stands for what was kept as `tree`, `$folder` for the session's folder, and
    ///   `$program` for the program itself.
    static func answered(
        _ operation: String,
        _ input: JSONValue = [:],
        by asker: String = "founder",
        keeping kept: [String: String] = [:]
    ) -> ContractStep {
        .call(ContractCase(operation, input, asker, refusal: nil, kept: kept))
    }

    /// A call that is refused.
    static func refused(
        _ operation: String,
        _ input: JSONValue = [:],
        by asker: String = "founder",
        as refusal: String
    ) -> ContractStep {
        .call(ContractCase(operation, input, asker, refusal: refusal, kept: [:]))
    }

    /// A call whose input has a field that the operation does not know: what can be refused where
    /// nothing in the workspace could be in the way.
    static func misread(_ operation: String) -> ContractStep {
        .refused(operation, ["nonsense": "1"], as: "input.unknown_field")
    }

    var asCase: ContractCase? {
        if case .call(let asked) = self { asked } else { nil }
    }
}

/// A call, and what has to come of it whichever way it is asked.
struct ContractCase: Sendable {
    let operation: String
    let input: JSONValue
    let asker: String
    /// The code it is refused with; `nil` for one that is answered.
    let refusal: String?
    let kept: [String: String]

    init(
        _ operation: String,
        _ input: JSONValue,
        _ asker: String,
        refusal: String?,
        kept: [String: String]
    ) {
        self.operation = operation
        self.input = input
        self.asker = asker
        self.refusal = refusal
        self.kept = kept
    }

    /// What the document breaks; `nil` where it is as it has to be.
    func fault(of answer: JSONValue) -> String? {
        guard let refusal else {
            return answer["ok"] == true ? nil : "it is refused: \(answer.canonicalText)"
        }
        let code = answer["code"]?.stringValue
        return code == refusal ? nil : "not \(refusal), but \(answer.canonicalText.prefix(600))"
    }
}

/// All steps, noun by noun; each noun makes what it needs, under names of its own.
enum ContractCases {
    static let all: [(noun: String, steps: [ContractStep])] = [
        ("workspace", WorkspaceCases.steps), ("lane", LaneCases.steps),
        ("agent", AgentCases.steps), ("session", SessionCases.steps), ("task", TaskCases.steps),
        ("claim", ClaimCases.steps), ("path", PathCases.steps),
        ("worktree", WorktreeCases.steps), ("delivery", DeliveryCases.steps),
        ("evidence", EvidenceCases.steps), ("roadmap", RoadmapCases.steps),
        ("gate", GateCases.steps), ("review", ReviewCases.steps),
        ("plan", PlanCases.steps),
        ("wave", WaveCases.steps),
        ("message", MessageCases.steps), ("token", TokenCases.steps),
        ("decision", DecisionCases.steps), ("followup", FollowUpCases.steps),
        ("usage", UsageCases.steps), ("report", ReportCases.steps),
        ("link", LinkCases.steps), ("import", ImportCases.steps),
        ("memory", MemoryCases.steps), ("run", RunCases.steps),
        ("merge", MergeCases.steps),
        ("ledger", LedgerCases.steps),
    ]
}
