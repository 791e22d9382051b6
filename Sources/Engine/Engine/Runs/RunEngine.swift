import Documents
import Model
import Store

/// What happens to runs.
package struct RunEngine {
    /// The most bytes that a reason may have.
    package static let reasonBytesMax = 1000

    let change: Change

    /// A run after a change, with what there is to say about it.
    package struct Changed: Sendable {
        package let name: RunName
        /// What is worth mending in its file, and what rules at level `advise` have to say.
        package internal(set) var advice: [String] = []
        /// The tasks of a run that was cancelled which agents still have in hand.
        package internal(set) var left: [TaskKey] = []
    }

    /// Writes a run down, or puts another text in the place of what was written down.
    ///
    /// - Parameter file: The name of its file, for what is said about it.
    package func draft(_ read: ReadRun, on ground: RunGround, file: String) throws -> Changed {
        let (spec, advice) = try require(read, on: ground, file: file)
        let draft = RunDraft(spec, text: read.text)
        let secrets = try change.enforce(.secrets) {
            SecretsGate.fault(in: read.text, called: "run")
        }
        if var run = try change.view.runs.run(spec.name)?.run {
            let asked = run.state.decision
            if let event = try run.redraft(draft) {
                try record(event, on: run.name)
                if let asked { try takeBack(asked, "The run was written anew.") }
            }
        } else {
            try record(.drafted(draft), on: spec.name)
        }
        return Changed(name: spec.name, advice: advice + secrets)
    }

    /// Asks a founder whether a run may start; a founder who asks says go by that.
    ///
    /// - Parameter given: Its file as it was read before, if it was.
    package func approve(
        _ name: RunName,
        on ground: RunGround,
        reading given: ReadRun? = nil
    ) throws -> Changed {
        var run = try change.view.run(name)
        let (spec, advice) = try require(Self.read(run, given), on: ground, file: name.text)
        if let asked = run.state.decision, change.actor.agent.role == .founder,
            try change.view.decision(asked).decision.state == .open
        {
            _ = try change.decisions.answer([(asked, Self.go)], note: nil)
            return Changed(name: name, advice: advice)
        }
        // Refused before anybody is asked for nothing.
        var trial = run
        _ = try trial.ask(DecisionID(trusted: "D-0"))
        let decided = try change.decisions.ask(
            DecisionDraft(
                text: Self.question(spec, run.draft),
                kind: .strategy,
                options: [
                    Decision.Option(name: Self.go, text: "It may start."),
                    Decision.Option(name: Self.wait, text: "It stays a draft."),
                ],
                thread: ThreadID(trusted: name.text)
            )
        )
        let decision = decided.stored.decision.id
        try record(try run.ask(decision), on: name)
        if change.actor.agent.role == .founder {
            _ = try change.decisions.answer([(decision, Self.go)], note: nil)
        }
        return Changed(name: name, advice: advice + decided.advice)
    }

    /// Takes the answer to a question, if a run waits for it.
    ///
    /// - Parameter option: `nil` where the question was taken back.
    func settle(_ decision: DecisionID, _ option: OptionName?) throws {
        if let (name, question) = try change.view.runs.question(by: decision) {
            return try settle(question, of: name, option)
        }
        guard var run = try change.view.runs.run(askedBy: decision)?.run,
            let event = run.settle(decision, go: option == Self.go)
        else { return }
        try record(event, on: run.name)
    }

    /// Starts a run that a founder has said go to: its tasks are made, each after what it waits
    /// for, and their owners told.
    ///
    /// - Parameters:
    ///   - given: Its file as it was read before, so that it is not read again where it is still
    ///     the same.
    ///   - packets: What was read of the packets, by task.
    package func start(
        _ name: RunName,
        on ground: RunGround,
        reading given: ReadRun? = nil,
        packets: [TaskKey: WrittenPacket]
    ) throws -> Changed {
        var run = try change.view.run(name)
        let event = try run.start()
        // Once more: agents retire, gates are renamed, and others make tasks.
        let read = try Self.read(run, given)
        let (spec, found) = try require(read, on: ground, file: name.text)
        try record(event, on: name)
        var advice = found
        let slices = Dictionary(
            run.draft.slices.map { ($0.task, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        let graph = try TaskGraph(
            run.draft.slices.map { TaskGraph.Node(key: $0.task, title: "", state: .ready) },
            edges: run.draft.slices.flatMap { slice in
                slice.waits.map { (task: slice.task, on: $0) }
            }
        )
        for node in graph.nodes {
            guard let slice = slices[node.key] else { continue }
            advice += try change.tasks.create(
                TaskEngine.Draft(
                    key: slice.task,
                    repository: try change.view.repository(named: spec.repository).name,
                    phase: spec.phase?.text,
                    dependencies: slice.waits,
                    packet: packets[slice.task],
                    isReady: true,
                    assignee: slice.owner
                )
            ).advice
        }
        try tellOwners(of: run)
        return Changed(name: name, advice: advice)
    }

    /// Stops new claims of a run's slices; what is in hand goes on.
    package func pause(_ name: RunName, because reason: String) throws -> Changed {
        try requireReason(reason)
        var run = try change.view.run(name)
        try record(try run.pause(because: reason), on: name)
        return Changed(name: name)
    }

    /// Lets a paused run go on.
    package func resume(_ name: RunName) throws -> Changed {
        var run = try change.view.run(name)
        try record(try run.resume(), on: name)
        return Changed(name: name)
    }

    /// Gives a run up: its tasks that nobody has in hand are cancelled, the others left to who has
    /// them.
    package func cancel(_ name: RunName, because reason: String) throws -> Changed {
        try requireReason(reason)
        var run = try change.view.run(name)
        let before = run.state
        try record(try run.cancel(because: reason), on: name)
        guard before.name.hasTasks else {
            if case .drafted(let asked?) = before { try takeBack(asked, "The run is cancelled.") }
            return Changed(name: name)
        }
        var left: [TaskKey] = []
        for standing in try change.view.runs.standings(of: name) {
            switch standing.state {
            case .draft, .ready, .blocked, .parked:
                try change.tasks.cancel(standing.task, because: "\(name) is cancelled: \(reason)")
            case .claimed, .paused, .delivered, .rework: left.append(standing.task)
            case .accepted, .cancelled, .superseded: break
            }
        }
        return Changed(name: name, left: left)
    }

    /// Notes that a task has come to its end, which may be the end of its run.
    func noteEnd(of task: TaskKey) throws {
        guard let name = try change.view.runs.bounds(of: task)?.name,
            try !change.view.runs.hasOpenSlice(name)
        else { return }
        var run = try change.view.run(name)
        if let event = run.finish() { try record(event, on: name) }
    }

    /// The file of a run, as it was read before, where that is the same.
    private static func read(_ run: Run, _ given: ReadRun?) throws -> ReadRun {
        if let given, given.text == run.draft.text { return given }
        return try ReadRun(run.draft.text)
    }

    private static let go = OptionName(trusted: "go")
    private static let wait = OptionName(trusted: "wait")

    private static func question(_ spec: RunSpec, _ draft: RunDraft) -> String {
        var lines = [
            "May the run \(spec.name) start? \(spec.title.printable(limit: 300))",
            "\(spec.slices.count) slices in \(spec.stages.count) stages for "
                + "\(spec.members.count) agents, at most \(spec.capacity.max) at once.",
        ]
        if let nanos = spec.budget.costNanos {
            lines.append("It may cost \(nanos / 1_000_000_000) US dollars.")
        }
        if let tokens = spec.budget.tokens { lines.append("It may use \(tokens) tokens.") }
        lines.append("Its file is \(draft.digest): `worklead run show \(spec.name) --text`")
        return lines.joined(separator: "\n")
    }

    private func require(
        _ read: ReadRun,
        on ground: RunGround,
        file: String
    ) throws -> (spec: RunSpec, advice: [String]) {
        let findings = try change.view.lint(read, on: ground)
        let errors = findings.filter { $0.severity == .error }
        guard errors.isEmpty, let spec = read.spec else {
            throw RunError.refused(file: file, errors)
        }
        return (spec, findings.map(\.text))
    }

    private func requireReason(_ reason: String) throws {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw RunError.noReason }
        guard reason.utf8.count <= Self.reasonBytesMax else {
            throw RunError.reasonTooLong(bytes: reason.utf8.count, limit: Self.reasonBytesMax)
        }
        _ = try change.enforce(.secrets) { SecretsGate.fault(in: reason, called: "reason") }
    }

    /// Takes a question back that nobody needs to answer any more, where the actor may.
    private func takeBack(_ id: DecisionID, _ reason: String) throws {
        let decision = try change.view.decision(id).decision
        guard decision.state == .open,
            decision.asker == change.actor.id || decision.isFor(change.actor.agent)
        else { return }
        _ = try change.decisions.withdraw(id, because: reason)
    }

    private func tellOwners(of run: Run) throws {
        for owner in run.draft.slices.map(\.owner).uniqued where owner != change.actor.id {
            let own = run.draft.slices.filter { $0.owner == owner }.map(\.task.text)
            _ = try change.messages.announce(
                MessageDraft(
                    recipients: [owner],
                    kind: .handoff,
                    subject: "\(run.name) has begun: \(own.count) of its slices are yours",
                    body: own.prefix(100).joined(separator: ", ")
                        + (own.count > 100 ? " and more" : ""),
                    thread: ThreadID(trusted: run.name.text)
                )
            )
        }
    }

    func record(_ event: RunEvent, on name: RunName) throws {
        try change.record(event.fact, on: Subject(.run, name.text))
    }
}

extension View {
    /// The run, or an error that names a near one.
    package func run(_ name: RunName) throws -> Run { try storedRun(name).run }

    /// The run as it is kept, or an error that names a near one.
    package func storedRun(_ name: RunName) throws -> RunStore.Stored {
        guard let stored = try runs.run(name) else { throw try unknownRun(name) }
        return stored
    }

    /// The run without what grows with it, or an error that names a near one.
    package func runHead(_ name: RunName) throws -> RunStore.Head {
        guard let head = try runs.head(of: name) else { throw try unknownRun(name) }
        return head
    }

    /// The error for a run that is not there, with the name of a near one.
    private func unknownRun(_ name: RunName) throws -> RunError {
        .unknown(name, near: name.text.nearest(among: try runs.names().map(\.text)))
    }
}
