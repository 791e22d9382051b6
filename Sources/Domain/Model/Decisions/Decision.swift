/// The id of a decision: `D-7`.
package struct DecisionID: Identifier {
    package static let kind = "a decision id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The short name of an option: `a`.
package struct OptionName: Identifier {
    package static let kind = "the name of an option"
    package static let rule = IdentifierRule(lengthMax: 30, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A question to a person with its options, or what was decided elsewhere.
package struct Decision: Hashable, Sendable {
    /// What a decision is about.
    package enum Kind: String, Sendable, CaseIterable {
        case strategy, blocker, safety, legal, routine

        /// Whether a founder may be interrupted for it.
        package var mayInterrupt: Bool {
            switch self {
            case .strategy, .blocker, .safety, .legal: true
            case .routine: false
            }
        }
    }

    /// Where a question lies until it is answered.
    package enum Desk: String, Sendable, CaseIterable {
        /// The founder's, who is told at once.
        case founder
        /// The founder's too, for when they look by themselves.
        case digest
        /// A lead's.
        case lead
    }

    /// Something that can be chosen.
    package struct Option: Hashable, Sendable {
        package let name: OptionName
        package let text: String

        package init(name: OptionName, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// What is taken if nobody answers, and when.
    package struct Fallback: Hashable, Sendable {
        package let option: OptionName
        /// From this moment on it is taken, whether or not anybody looks.
        package let deadline: Timestamp

        package init(option: OptionName, deadline: Timestamp) {
            self.option = option
            self.deadline = deadline
        }
    }

    package let id: DecisionID
    /// Who asked, or who wrote down what was decided elsewhere.
    package let asker: AgentID
    package let kind: Kind
    package let text: String
    package let thread: ThreadID
    package let desk: Desk
    /// Empty for what was decided elsewhere.
    package let options: [Option]
    package let fallback: Fallback?
    /// What nobody can claim until it is settled; for what was decided elsewhere, what it is about.
    package let tasks: [TaskKey]
    /// Who answers in the place of whose desk it lies on.
    package private(set) var delegate: AgentID?
    package private(set) var state: DecisionState

    package init(
        id: DecisionID,
        asker: AgentID,
        kind: Kind,
        text: String,
        thread: ThreadID,
        desk: Desk,
        options: [Option],
        fallback: Fallback?,
        tasks: [TaskKey],
        delegate: AgentID? = nil,
        state: DecisionState = .open
    ) {
        self.id = id
        self.asker = asker
        self.kind = kind
        self.text = text
        self.thread = thread
        self.desk = desk
        self.options = options
        self.fallback = fallback
        self.tasks = tasks
        self.delegate = delegate
        self.state = state
    }

    mutating func settle(_ state: DecisionState) { self.state = state }

    mutating func hand(to agent: AgentID) { delegate = agent }
}
