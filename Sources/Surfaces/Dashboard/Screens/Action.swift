import Digests
import Model

/// Something that can be done: an operation, and what it is given.
package struct Action: Sendable {
    /// What a person fills in.
    package enum Entry: Sendable {
        case line(name: String, label: String, isRequired: Bool)
        case text(name: String, label: String, isRequired: Bool)
        case choice(name: String, label: String, options: [(value: String, label: String)])
    }

    /// The operation's name.
    package var operation: String
    package var label: String
    /// What is given without asking; names may come more than once.
    package var given: [(String, String)]
    package var entries: [Entry]
    package var tone: Tone
    /// What is asked before it is done; for what can't be taken back.
    package var question: String?
    /// What it is about, as it was shown; without a digest only where nothing is there yet.
    package var subject: ActionSubject
    package var shown: Digest?

    package init(
        _ operation: String,
        _ label: String,
        on subject: ActionSubject,
        shown: Digest? = nil,
        given: [(String, String)] = [],
        entries: [Entry] = [],
        tone: Tone = .quiet,
        question: String? = nil
    ) {
        self.operation = operation
        self.label = label
        self.subject = subject
        self.shown = shown
        self.given = given
        self.entries = entries
        self.tone = tone
        self.question = question
    }
}

/// What an action is about, so that it is done only on what was shown.
package enum ActionSubject: Hashable, Sendable {
    case task(TaskKey)
    case decision(DecisionID)
    /// Several that are answered together.
    case decisions([DecisionID])
    case agent(AgentID)
    case run(RunName)
    case message(MessageID)
    case finding(FindingID)
    case bundle(BundleID)
    case gate(GateName)
    case plan(PlanName)
    case lane(LaneKey)
    /// A task's place in the merge queue.
    case merge(TaskKey)
    /// All that waits to be merged into a repository's branch.
    case mergeQueue(RepositoryName)
    case followUp(FollowUpID)
    case token(SessionID)
    /// Something that is not there yet.
    case nothing

    /// As it stands in a form: `task T-104`.
    var text: String {
        switch self {
        case .task(let key): "task \(key.text)"
        case .decision(let id): "decision \(id.text)"
        case .decisions(let ids): "decisions \(ids.map(\.text).joined(separator: " "))"
        case .agent(let id): "agent \(id.text)"
        case .run(let name): "run \(name.text)"
        case .message(let id): "message \(id.text)"
        case .finding(let id): "finding \(id.text)"
        case .bundle(let id): "bundle \(id.text)"
        case .gate(let name): "gate \(name.text)"
        case .plan(let name): "plan \(name.text)"
        case .lane(let key): "lane \(key.text)"
        case .merge(let key): "merge \(key.text)"
        case .mergeQueue(let repository): "merges \(repository.text)"
        case .followUp(let id): "followup \(id.text)"
        case .token(let session): "token \(session.text)"
        case .nothing: "nothing"
        }
    }

    /// - Throws: What is wrong with the name.
    init(_ text: String) throws {
        let parts = text.split(separator: " ", maxSplits: 1).map(String.init)
        let name = parts.count == 2 ? parts[1] : ""
        switch parts.first {
        case "task": self = .task(try TaskKey(name))
        case "decision": self = .decision(try DecisionID(name))
        case "decisions":
            self = .decisions(try name.split(separator: " ").map { try DecisionID(String($0)) })
        case "agent": self = .agent(try AgentID(name))
        case "run": self = .run(try RunName(name))
        case "message": self = .message(try MessageID(name))
        case "finding": self = .finding(try FindingID(name))
        case "bundle": self = .bundle(try BundleID(name))
        case "gate": self = .gate(try GateName(name))
        case "plan": self = .plan(try PlanName(name))
        case "lane": self = .lane(try LaneKey(name))
        case "merge": self = .merge(try TaskKey(name))
        case "merges": self = .mergeQueue(try RepositoryName(name))
        case "followup": self = .followUp(try FollowUpID(name))
        case "token": self = .token(try SessionID(name))
        default: self = .nothing
        }
    }
}
