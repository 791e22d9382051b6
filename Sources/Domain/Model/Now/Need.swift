/// Something that stands still until a person does something about it.
package struct Need: Hashable, Sendable {
    /// What has to be done, or what is wrong.
    package enum Kind: String, Sendable, CaseIterable {
        /// A question with options waits for an answer.
        case decision
        /// A run waits for a go, or for the answer to its question.
        case run
        /// An agent has asked in words.
        case question
        /// A replay has been run, and nobody has decided on the delivery.
        case accept
        /// A delivery was not replayed yet.
        case replay
        /// Somebody disputes a finding that has to be mended.
        case review
        /// An agent has something in hand and does not move it.
        case stuck
        /// An agent was not heard of for too long.
        case silent
        /// A lease has ended, and nobody has taken the task.
        case overdue
        /// A task waits for something that is named.
        case blocked
        /// A task waits for one that was given up.
        case stranded
        /// A merge was refused, or some wait for a go.
        case merge
        /// A gate refused when it was last asked.
        case gate
        /// A message waits for the reader's acknowledgement.
        case acknowledge
        /// The reader was asked to do something.
        case followUp = "followup"
    }

    /// How much it matters that it is soon, the most urgent first.
    package enum Urgency: String, Sendable, CaseIterable, Comparable {
        /// It may not wait: work is at stake.
        case blocker
        /// Somebody waits for it.
        case attention
        /// It has to be done some time.
        case routine

        package static func < (left: Urgency, right: Urgency) -> Bool { left.rank < right.rank }

        private var rank: Int {
            switch self {
            case .blocker: 0
            case .attention: 1
            case .routine: 2
            }
        }
    }

    package let kind: Kind
    package let urgency: Urgency
    /// What it is about: a task's key, an agent's id, the name of a gate.
    package var subject: String
    /// What it is called, in the words of whoever wrote it.
    package var title: String
    /// Why it is here, as a sentence without its full stop.
    package var reason: String
    package let since: Timestamp
    /// A command that helps.
    package var remedy: String
    /// What makes it this one and no other: it stays the same as long as it waits for the same,
    /// and is another once it comes back.
    package let key: String
    /// Who asks, works or is stuck.
    package var who: AgentID?
    package var task: TaskKey?
    package var lane: LaneKey?
    package var repository: RepositoryName?
    /// How many tasks wait for it.
    package var blocks = 0
    package var options: [Decision.Option] = []
    package var fallback: Decision.Fallback?
    /// Whether it is soon too late for it.
    package var isPressing = false

    /// Makes a need; what a task or its packet tells is added by whoever knows it.
    ///
    /// - Parameter state: What sets it apart from the same subject waiting another time.
    package init(
        _ kind: Kind,
        _ urgency: Urgency,
        _ subject: String,
        title: String,
        reason: String,
        since: Timestamp,
        remedy: String,
        state: String = ""
    ) {
        self.kind = kind
        self.urgency = urgency
        self.subject = subject
        self.title = title
        self.reason = reason
        self.since = since
        self.remedy = remedy
        key = ([kind.rawValue, subject] + (state.isEmpty ? [] : [state])).joined(separator: ":")
    }

    /// Whether it comes before another one: the more urgent, then what is soon too late, then the
    /// longer waiting.
    ///
    /// The key decides among equals, so that the order is always the same.
    package func comes(before other: Need) -> Bool {
        guard urgency == other.urgency else { return urgency < other.urgency }
        guard isPressing == other.isPressing else { return isPressing }
        guard since == other.since else { return since < other.since }
        return key < other.key
    }
}

extension String {
    /// The first line that says something, cut where a queue would cut it anyway.
    ///
    /// By scalars, since one letter may carry thousands of marks.
    package var headline: String {
        let start = String(unicodeScalars.prefix(2000))
        let line = start.split(whereSeparator: \.isNewline).first { line in
            line.contains { !$0.isWhitespace }
        }
        return String((line ?? "").unicodeScalars.prefix(500))
    }
}
