import Digests
import Model

/// Reads the layout of a coordination bus: `_bus`, `_plans`, `_report`, `queue` and manifests.
struct ParallelReader: LayoutReader {
    /// The thread that everybody reads; it is no task, whatever is said under its name.
    static let hub = "manager-report"

    let tree: ImportTree
    var draft: ImportDraft
    /// What was said of each task, for what does not fit together.
    var stories: [TaskKey: TaskStory] = [:]
    /// The plans that are there, and where others were first named.
    var plans: Set<String> = []
    var namedPlans: [(plan: String, place: ImportDraft.Place)] = []
    /// The messages so far, by sender, subject and body.
    var heard: [String: [HeardMessage]] = [:]

    /// A message as it is compared with others.
    struct HeardMessage {
        let file: String
        let line: Int?
        let at: Timestamp?
    }

    init(_ tree: ImportTree, now: Timestamp) {
        self.tree = tree
        draft = ImportDraft(.parallel, now: now, paths: tree.paths)
    }

    /// The kinds of files, by where they lie.
    enum Place: LayoutPlace {
        case manifest, claim, assignment, events, messages, plan, brief, decisions, receipts,
            document, backup

        init?(_ path: String) {
            let parts = path.split(separator: "/").map(String.init)
            guard let name = parts.last else { return nil }
            let folder = parts.dropLast().joined(separator: "/")
            if Self.isBackup(name) {
                self = .backup
                return
            }
            switch folder {
            case "" where name.hasPrefix("AGENT_MANIFEST") && name.hasSuffix(".json"):
                self = .manifest
            case "_bus/claims" where name.hasSuffix(".json"): self = .claim
            case "_bus/assignments" where name.hasSuffix(".json"): self = .assignment
            case "_bus/events" where name.hasSuffix(".jsonl"): self = .events
            case "_bus/messages" where name.hasSuffix(".jsonl"): self = .messages
            case "_plans" where name.hasSuffix(".plan.json"): self = .plan
            case "queue" where name.hasSuffix(".md"): self = .brief
            case "_report/consensus" where name.hasSuffix(".jsonl"): self = .decisions
            case "_report/usage/hash-ledger" where name.hasSuffix(".jsonl"): self = .receipts
            case _ where parts.first == "_report" || parts.first == "_plans": self = .document
            default: return nil
            }
        }

        var kind: ImportedRecord.Kind {
            switch self {
            case .manifest: .agent
            case .claim: .claim
            case .assignment: .assignment
            case .events: .event
            case .messages: .message
            case .plan: .plan
            case .brief: .brief
            case .decisions: .decision
            case .receipts: .receipt
            case .document, .backup: .document
            }
        }

        /// Agents are described first, then tasks, then what is said of them.
        var order: Int {
            switch self {
            case .manifest: 0
            case .brief: 1
            case .claim: 2
            case .assignment: 3
            case .plan: 4
            case .events: 5
            case .messages: 6
            case .decisions, .receipts, .document, .backup: 7
            }
        }
    }

    mutating func read(_ place: Place, _ bytes: [UInt8], _ at: ImportDraft.Place) {
        let path = at.file
        if path.split(separator: "/").last?.contains(".excerpt.") == true {
            draft.note(.excerpt, at, read: path, .kept, how: "what is left out is not missed")
        }
        switch place {
        case .manifest: readManifest(bytes, at)
        case .claim: readClaim(bytes, at)
        case .assignment: readAssignment(bytes, at)
        case .events: readEvents(bytes, path)
        case .messages: readMessages(bytes, path)
        case .plan: readPlan(bytes, at)
        case .brief: readBrief(bytes, at)
        case .decisions: readDecisions(bytes, path)
        case .receipts: readReceipts(bytes, path)
        case .document: draft.addDocument(.document, bytes, at)
        case .backup: draft.addBackup(bytes, at)
        }
    }

    /// The name of a file without what says how it is written.
    static func stem(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        for ending in [".excerpt.jsonl", ".plan.json", ".jsonl", ".json", ".md"]
        where name.hasSuffix(ending) {
            return String(name.dropLast(ending.count))
        }
        return name
    }

    /// The task that is named, or `nil` where it is the hub's name.
    mutating func task(_ text: String?, _ place: ImportDraft.Place) -> TaskKey? {
        guard text != Self.hub else {
            draft.noteOnce(.threadAsTask, place, read: Self.hub, .mended, how: "read as the thread")
            return nil
        }
        return draft.task(text, place)
    }

    /// Notes that a plan was named.
    mutating func name(plan: String?, _ place: ImportDraft.Place) {
        if let plan { namedPlans.append((plan, place)) }
    }

    mutating func noteMissingPlans() {
        for (plan, place) in namedPlans where !plans.contains(plan) {
            draft.noteOnce(.missingPlan, place, read: plan, .kept)
        }
    }
}
