import Digests

/// What can happen to a run.
///
/// What it costs is no event of its own: usage is reported with the task that it was for, and the
/// slices' tasks are the run's.
package enum RunEvent: Hashable, Sendable {
    case drafted(RunDraft)
    /// A founder was asked whether it may start.
    case asked(DecisionID)
    /// A founder has said go.
    case approved(DecisionID)
    /// A founder has not said go, or the question was taken back.
    case declined(DecisionID)
    case started
    case paused(reason: String)
    case resumed
    case finished
    case cancelled(reason: String)
    /// An agent's program is about to be started for a slice.
    case launched(RunLaunch)
    /// A launch is over.
    case landed(RunLanding)
    /// What its manifest names was archived and deleted.
    case cleaned(RunCleanup)
    /// A round of a review slice has ended, and slices were added for what is to be mended.
    case extended(RunRound)
    /// A founder was asked what becomes of a slice whose rounds or attempts are used up.
    case questioned(RunQuestion)
    /// A founder has answered that; `nil` where the question was taken back.
    case settled(DecisionID, RunQuestion.Answer?)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .drafted(let draft):
            FactWriter().with("text", draft.text).with("title", draft.title)
                .with("repository", draft.repository).with("target", draft.capacity.target)
                .with("max", draft.capacity.max).with("freshness", draft.freshness.rawValue)
                .with("cost_nanos", draft.budget.costNanos).with("tokens", draft.budget.tokens)
                .with("dialects", RunDriver.Dialect.json(draft.dialects))
                .with("rounds", draft.limits.rounds).with("attempts", draft.limits.attempts)
                .with("slice_ms", draft.limits.slice?.wholeMilliseconds)
                .with("artifacts", draft.artifacts.json)
                .with("slices", .array(draft.slices.map(\.json))).fact("run.drafted")
        case .asked(let id): FactWriter().with("decision", id).fact("run.asked")
        case .approved(let id): FactWriter().with("decision", id).fact("run.approved")
        case .declined(let id): FactWriter().with("decision", id).fact("run.declined")
        case .started: FactWriter().fact("run.started")
        case .paused(let reason): FactWriter().with("reason", reason).fact("run.paused")
        case .resumed: FactWriter().fact("run.resumed")
        case .finished: FactWriter().fact("run.finished")
        case .cancelled(let reason): FactWriter().with("reason", reason).fact("run.cancelled")
        case .launched(let launch):
            FactWriter().with("number", launch.number).with("task", launch.task)
                .with("agent", launch.agent).with("driver", launch.driver)
                .with("resumes", launch.resumes).with("compacts", flag: launch.compacts)
                .with("packet", launch.packet).with("rules", launch.rules?.description)
                .fact("run.launched")
        case .landed(let landing):
            FactWriter().with("number", landing.number)
                .with("outcome", landing.outcome.rawValue).with("note", landing.note)
                .with("conversation", landing.conversation).fact("run.landed")
        case .cleaned(let cleanup): cleanup.fact
        case .extended(let round):
            FactWriter().with("slice", round.slice).with("round", round.number)
                .with("fixes", .array(round.fixes.map(\.json))).fact("run.extended")
        case .questioned(let question):
            FactWriter().with("decision", question.decision).with("slice", question.slice)
                .with("matter", question.matter.rawValue).with("number", question.number)
                .fact("run.questioned")
        case .settled(let decision, let answer):
            FactWriter().with("decision", decision).with("answer", answer?.rawValue)
                .fact("run.question_settled")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type.hasPrefix("run.") else { return nil }
        let reader = try FactReader(fact)
        switch fact.type {
        case "run.drafted":
            self = .drafted(
                RunDraft(
                    text: try reader.text("text"),
                    title: try reader.text("title"),
                    repository: try reader.optionalName("repository"),
                    capacity: RunCapacity(
                        target: try reader.integer("target"),
                        max: try reader.integer("max")
                    ),
                    freshness: try reader.choice("freshness"),
                    budget: RunBudget(
                        costNanos: try reader.optionalInteger("cost_nanos"),
                        tokens: try reader.optionalInteger("tokens")
                    ),
                    dialects: RunDriver.Dialect.list(reader.value("dialects")),
                    limits: try RunLimits(reader),
                    artifacts: try RunSpec.Artifacts(reader.value("artifacts"), fact.type),
                    slices: try RunSlice.list(reader.value("slices"), fact.type)
                )
            )
        case "run.asked": self = .asked(try reader.name("decision"))
        case "run.approved": self = .approved(try reader.name("decision"))
        case "run.declined": self = .declined(try reader.name("decision"))
        case "run.started": self = .started
        case "run.paused": self = .paused(reason: try reader.text("reason"))
        case "run.resumed": self = .resumed
        case "run.finished": self = .finished
        case "run.cancelled": self = .cancelled(reason: try reader.text("reason"))
        case "run.launched":
            self = .launched(
                RunLaunch(
                    number: try reader.integer("number"),
                    task: try reader.name("task"),
                    agent: try reader.name("agent"),
                    driver: try reader.name("driver"),
                    resumes: try reader.optionalInteger("resumes"),
                    compacts: try reader.flag("compacts"),
                    packet: try reader.optionalInteger("packet"),
                    rules: try reader.optionalDigest("rules")
                )
            )
        case "run.landed":
            self = .landed(
                RunLanding(
                    number: try reader.integer("number"),
                    outcome: try reader.choice("outcome"),
                    note: try reader.optionalText("note"),
                    conversation: try reader.optionalText("conversation")
                )
            )
        case "run.cleaned": self = .cleaned(try RunCleanup(reader))
        case "run.extended":
            self = .extended(
                RunRound(
                    slice: try reader.name("slice"),
                    number: try reader.integer("round"),
                    fixes: try RunSlice.list(reader.value("fixes"), fact.type)
                )
            )
        case "run.questioned":
            self = .questioned(
                RunQuestion(
                    decision: try reader.name("decision"),
                    slice: try reader.name("slice"),
                    matter: try reader.choice("matter"),
                    number: try reader.integer("number")
                )
            )
        case "run.question_settled":
            self = .settled(
                try reader.name("decision"),
                reader.value("answer") == nil ? nil : try reader.choice("answer")
            )
        default: return nil
        }
    }
}
