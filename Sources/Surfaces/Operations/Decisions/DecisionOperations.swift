import Model

/// Asks a person to decide.
package enum AskDecision: Operation {
    package typealias Output = DecisionChange
    package static let name = "decision.ask"
    package static let summary = "Asks a person to decide, with options, a default and a deadline."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "decision.option_count", "decision.repeated_option", "decision.unknown_option",
        "decision.default_incomplete", "decision.deadline_past", "decision.too_long",
        "decision.empty", "task.unknown", "task.finished", "rule.secrets",
    ]
    package static let example = Input { input in
        input.text = "Which database for the retention job?"
        input.kind = .strategy
        input.options = [
            OptionLine {
                $0.option = OptionName(trusted: "a")
                $0.text = "SQLite: nothing to run, one machine"
            },
            OptionLine {
                $0.option = OptionName(trusted: "b")
                $0.text = "PostgreSQL: one more thing to run"
            },
        ]
        input.fallback = OptionName(trusted: "a")
        input.deadline = .seconds(7200)
    }

    /// What is asked of `decision.ask`.
    package struct Input: Record {
        package static let name = "decision.ask.input"
        package static let fields: [Field<Self>] = [
            Field("text", \.text, "What is asked."),
            Field("kind", \.kind, "What it is about.", .hasDefault),
            Field("options", \.options, "What can be chosen."),
            Field("default", \.fallback, "What is taken if nobody answers in time."),
            Field(
                "deadline_seconds",
                \.deadline,
                "How long there is time to answer before the default is taken.",
                .minimum(1)
            ),
            Field("tasks", \.tasks, "What nobody can claim until then.", .hasDefault),
            Field("thread", \.thread, "Where it is talked about; by default in a new one."),
        ]

        package var text: String = ""
        package var kind: DecisionKind = .routine
        package var options: [OptionLine] = []
        package var fallback: OptionName?
        package var deadline: Duration?
        package var tasks: [TaskKey] = []
        package var thread: ThreadID?

        package init() {}
    }
}

/// Lists decisions.
package enum ListDecisions: Operation {
    package typealias Output = Page<DecisionLine>
    package static let name = "decision.list"
    package static let summary = "Lists decisions, the newest first, or what waits for the asker."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `decision.list`.
    package struct Input: Record {
        package static let name = "decision.list.input"
        package static let fields: [Field<Self>] = [
            Field("mine", \.mine, "Only what waits for the asker's answer.", .hasDefault),
            Field("state", \.state, "Only those that stand so."),
            Field("kind", \.kind, "Only those about this."),
            Field("task", \.task, "Only those that this task waits for."),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var mine: Bool = false
        package var state: DecisionStateName?
        package var kind: DecisionKind?
        package var task: TaskKey?
        package var limit: Int = 50

        package init() {}
    }
}

/// Shows a decision.
package enum ShowDecision: Operation {
    package typealias Output = DecisionDetail
    package static let name = "decision.show"
    package static let summary = "Shows a decision with its options and what shows it."
    package static let effect = Effect.reads
    package static let errors: [String] = ["decision.unknown"]
    package static let example = Input { $0.decision = DecisionID(trusted: "D-1") }

    /// What is asked of `decision.show`.
    package struct Input: Record {
        package static let name = "decision.show.input"
        package static let fields: [Field<Self>] = [
            Field("decision", \.decision, "The decision.")
        ]

        package var decision: DecisionID = .unset

        package init() {}
    }
}

/// An answer to one question.
package struct AnswerInput: Record {
    package static let name = "decision.answer.one"
    package static let fields: [Field<Self>] = [
        Field("decision", \.decision, "The decision."),
        Field("option", \.option, "What is chosen."),
    ]

    package var decision: DecisionID = .unset
    package var option: OptionName = .unset

    package init() {}
}

/// Answers decisions, all or none.
package enum AnswerDecisions: Operation {
    package typealias Output = AnswerReport
    package static let name = "decision.answer"
    package static let summary = "Answers decisions, all of them or none, and tells who asked."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "decision.unknown", "decision.unknown_option", "decision.not_yours", "decision.answered",
        "decision.defaulted", "decision.withdrawn", "decision.decided_elsewhere",
        "decision.too_long", "rule.secrets", "memory.too_long",
    ]
    package static let example = Input { input in
        input.answers = [
            AnswerInput {
                $0.decision = DecisionID(trusted: "D-1")
                $0.option = OptionName(trusted: "a")
            }
        ]
    }

    /// What is asked of `decision.answer`.
    package struct Input: Record {
        package static let name = "decision.answer.input"
        package static let fields: [Field<Self>] = [
            Field("answers", \.answers, "What is chosen, for each decision."),
            Field("note", \.note, "A word to who asked."),
            Field(
                "policy",
                \.isPolicy,
                "Whether each answer holds from now on, and is kept in the shared memory as such.",
                .hasDefault
            ),
        ]

        package var answers: [AnswerInput] = []
        package var note: String?
        package var isPolicy: Bool = false

        package init() {}
    }
}

/// Lets another agent answer.
package enum DelegateDecision: Operation {
    package typealias Output = DecisionChange
    package static let name = "decision.delegate"
    package static let summary = "Lets another agent answer a decision, and tells it."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "decision.unknown", "decision.not_yours", "decision.answered", "decision.defaulted",
        "decision.withdrawn", "decision.decided_elsewhere", "decision.too_long", "agent.unknown",
        "agent.retired", "rule.secrets",
    ]
    package static let example = Input { input in
        input.decision = DecisionID(trusted: "D-1")
        input.agent = AgentID(trusted: "lea")
    }

    /// What is asked of `decision.delegate`.
    package struct Input: Record {
        package static let name = "decision.delegate.input"
        package static let fields: [Field<Self>] = [
            Field("decision", \.decision, "The decision."),
            Field("agent", \.agent, "Who is to answer it."),
            Field("note", \.note, "A word to the agent."),
        ]

        package var decision: DecisionID = .unset
        package var agent: AgentID = .unset
        package var note: String?

        package init() {}
    }
}

/// Takes a question back.
package enum WithdrawDecision: Operation {
    package typealias Output = DecisionChange
    package static let name = "decision.withdraw"
    package static let summary = "Takes a question back; what waited for it waits no more."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "decision.unknown", "decision.not_yours", "decision.answered", "decision.defaulted",
        "decision.withdrawn", "decision.decided_elsewhere", "decision.too_long",
        "decision.empty", "rule.secrets",
    ]
    package static let example = Input { input in
        input.decision = DecisionID(trusted: "D-1")
        input.reason = "The job is not built."
    }

    /// What is asked of `decision.withdraw`.
    package struct Input: Record {
        package static let name = "decision.withdraw.input"
        package static let fields: [Field<Self>] = [
            Field("decision", \.decision, "The decision."),
            Field("reason", \.reason, "Why."),
        ]

        package var decision: DecisionID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Writes down defaults that are due, and escalates.
package enum SweepDecisions: Operation {
    package typealias Output = DecisionSweepReport
    package static let name = "decision.sweep"
    package static let summary =
        "Writes down the defaults that are due, and brings up what has no evidence; each once."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["session.absent"]
    package typealias Input = NoInput
    package static let example = NoInput()
}
