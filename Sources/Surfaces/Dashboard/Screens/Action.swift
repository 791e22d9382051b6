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
    /// What it is about, as it was shown.
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
    case agent(AgentID)
    case run(RunName)
    case message(MessageID)
    case finding(String)
    case bundle(String)
    case gate(GateName)
    case plan(PlanName)
    /// Something that is not there yet.
    case nothing

    /// As it stands in a form: `task T-104`.
    var text: String {
        switch self {
        case .task(let key): "task \(key.text)"
        case .decision(let id): "decision \(id.text)"
        case .agent(let id): "agent \(id.text)"
        case .run(let name): "run \(name.text)"
        case .message(let id): "message \(id.text)"
        case .finding(let id): "finding \(id)"
        case .bundle(let id): "bundle \(id)"
        case .gate(let name): "gate \(name.text)"
        case .plan(let name): "plan \(name.text)"
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
        case "agent": self = .agent(try AgentID(name))
        case "run": self = .run(try RunName(name))
        case "message": self = .message(try MessageID(name))
        case "finding": self = .finding(name)
        case "bundle": self = .bundle(name)
        case "gate": self = .gate(try GateName(name))
        case "plan": self = .plan(try PlanName(name))
        default: self = .nothing
        }
    }
}
