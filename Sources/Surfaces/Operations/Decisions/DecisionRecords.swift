import Digests
import Model

extension DecisionID: FieldValue {}
extension OptionName: FieldValue {}
extension Decision.Kind: FieldValue {}
extension Decision.Desk: FieldValue {}
extension DecisionState.Name: FieldValue {}

/// What a decision is about.
package typealias DecisionKind = Decision.Kind
/// Where a decision stands.
package typealias DecisionStateName = DecisionState.Name

/// Something that can be chosen.
package struct OptionLine: Record {
    package static let name = "decision.option"
    package static let fields: [Field<Self>] = [
        Field("option", \.option, "Its short name."),
        Field("text", \.text, "What it means, and what it costs.", .line(1000)),
    ]

    package var option: OptionName = .unset
    package var text: String = ""

    package init() {}
}

/// A decision as it stands at the moment of asking.
package struct DecisionLine: Record {
    package static let name = "decision.line"
    package static let fields: [Field<Self>] = [
        Field("decision", \.decision, "Its id."),
        Field("kind", \.kind, "What it is about."),
        Field("state", \.state, "Where it stands; a default whose deadline has come is taken."),
        Field("text", \.text, "What is asked."),
        Field("asker", \.asker, "Who asked, or wrote it down."),
        Field("desk", \.desk, "Where it lies until it is answered."),
        Field("options", \.options, "What can be chosen."),
        Field("default", \.fallback, "What is taken if nobody answers."),
        Field("deadline", \.deadline, "When the default is taken."),
        Field("tasks", \.tasks, "What nobody can claim until it is settled."),
        Field("thread", \.thread, "Where it is talked about."),
        Field("delegate", \.delegate, "Who answers in the place of whose desk it lies on."),
        Field("option", \.option, "What was chosen, or taken."),
        Field("outcome", \.outcome, "What that means."),
        Field("decider", \.decider, "Who decided."),
        Field("note", \.note, "What was said with it."),
        Field("reference", \.reference, "What it is called where it was decided."),
        Field("asked_at", \.askedAt, "When it was asked or written down."),
        Field("settled_at", \.settledAt, "When it was settled."),
        Field("changed_at", \.changedAt, "When something last happened to it."),
        Field("escalated_at", \.escalatedAt, "When its lack of evidence was brought up."),
        Field("evidence", \.evidence, "How many links of evidence it has."),
        Field("lacks_evidence", \.lacksEvidence, "Whether it has had none for too long."),
        Field("advice", \.advice, "What rules at level `advise` had to say as it was written."),
    ]

    package var decision: DecisionID = .unset
    package var kind: DecisionKind = .routine
    package var state: DecisionStateName = .open
    package var text: String = ""
    package var asker: AgentID = .unset
    package var desk: Decision.Desk = .founder
    package var options: [OptionLine] = []
    package var fallback: OptionName?
    package var deadline: Timestamp?
    package var tasks: [TaskKey] = []
    package var thread: ThreadID = .unset
    package var delegate: AgentID?
    package var option: OptionName?
    package var outcome: String?
    package var decider: String?
    package var note: String?
    package var reference: String?
    package var askedAt: Timestamp = .unset
    package var settledAt: Timestamp?
    package var changedAt: Timestamp = .unset
    package var escalatedAt: Timestamp?
    package var evidence: Int = 0
    package var lacksEvidence: Bool = false
    package var advice: [String]?

    package init() {}
}

/// A decision after a change.
package struct DecisionChange: Record {
    package static let name = "decision.change"
    package static let fields: [Field<Self>] = [
        Field("decision", \.decision, "The decision."),
        Field("unlocked", \.unlocked, "The tasks that can be claimed now."),
        Field("message", \.message, "What was sent about it, if anybody had to be told."),
        Field("advice", \.advice, "What rules at level `advise` have to say.", .hasDefault),
    ]

    package var decision: DecisionLine = .init()
    package var unlocked: [TaskKey] = []
    package var message: MessageID?
    package var advice: [String] = []

    package init() {}
}

/// Decisions that were answered together.
package struct AnswerReport: Record {
    package static let name = "decision.answer.report"
    package static let fields: [Field<Self>] = [
        Field("answered", \.answered, "What came of each."),
        Field("policies", \.policies, "As what the answers are kept, where they are policy."),
    ]

    package var answered: [DecisionChange] = []
    package var policies: [MemoryID]?

    package init() {}
}

/// A file or a bundle that something rests on.
package struct EvidenceLinkLine: Record {
    package static let name = "evidence.link"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What is linked: `file` or `bundle`."),
        Field("name", \.target, "Its path, or the id of the bundle."),
        Field("digest", \.digest, "Its SHA-256 digest, where it was seen or sealed."),
        Field("note", \.note, "What was said with it."),
        Field("agent", \.agent, "Who linked it."),
        Field("added_at", \.addedAt, "When."),
    ]

    package var kind: String = ""
    package var target: String = ""
    package var digest: Digest?
    package var note: String?
    package var agent: AgentID = .unset
    package var addedAt: Timestamp = .unset

    package init() {}
}

/// A file as its caller has read it.
package struct EvidenceFileInput: Record {
    package static let name = "evidence.file.input"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Its path.", .line(500)),
        Field("digest", \.digest, "The SHA-256 digest of what is in it."),
    ]

    package var path: String = ""
    package var digest: Digest?

    package init() {}
}

/// A decision with what shows it.
package struct DecisionDetail: Record {
    package static let name = "decision.detail"
    package static let fields: [Field<Self>] = [
        Field("decision", \.decision, "The decision."),
        Field("evidence", \.evidence, "What is linked to it."),
        Field("messages", \.messages, "How many messages its thread has."),
        Field("advice", \.advice, "What rules at level `advise` had to say of the note."),
    ]

    package var decision: DecisionLine = .init()
    package var evidence: [EvidenceLinkLine] = []
    package var messages: Int = 0
    package var advice: [String]?

    package init() {}
}

/// What a round over the decisions did.
package struct DecisionSweepReport: Record {
    package static let name = "decision.sweep.report"
    package static let fields: [Field<Self>] = [
        Field("taken", \.taken, "The defaults that were written down now."),
        Field("escalated", \.escalated, "What was brought up now for its lack of evidence."),
        Field("message", \.message, "What was sent about these."),
    ]

    package var taken: [DecisionLine] = []
    package var escalated: [DecisionLine] = []
    package var message: MessageID?

    package init() {}
}
