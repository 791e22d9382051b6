import AgentKit
import AgentProtocols
import Model
import Operations
import SubprocessKit
import Telemetry

/// One launch of a slice: from the agent's session to the end of its program, in this order, so
/// that whoever comes after a crash at any step finds what was begun.
///
/// 1. The launch is in the ledger: nobody else starts anything for the slice.
/// 2. The agent has a session, whose credential is in the launch's directory, and the claim.
/// 3. The process is in its record before it runs.
/// 4. What came of it is in the ledger, and the session is over.
struct SliceWork: Sendable {
    let director: RunDirector
    let slice: RunSpec.Slice?
    let member: RunSpec.Member
    let driver: RunDriver
    let launch: RunLaunchLine
    /// The conversation that is gone on with, and whether it has to be compacted first.
    let resumed: (conversation: String, isCompacted: Bool)?
    let directory: String
    /// What the agent has asked and does not ask any more.
    let withdrawn = Lock<Set<PermissionID>>([])

    var task: TaskKey { launch.task }
    var seat: any OperationCaller { director.ground.seat(directory) }

    /// Works until the program is over, and notes what came of it.
    func run() async {
        var end = LandingDraft()
        do {
            let claim = try await takeSeat()
            guard let worktree = claim.worktree, let branch = claim.branch else {
                throw NoWorktreeError(task: task)
            }
            try SlicePlace(
                worktree: worktree,
                repository: director.ground.repository(worktree),
                branch: branch
            ).write(in: directory, director.ground)
            end = try await drive(in: worktree)
        } catch {
            let report = ErrorReport(error)
            end.outcome = report.isSomebodyFaster ? .cancelled : .unstarted
            end.note = ["\(report.message) (\(report.code))", report.hint].compactMap(\.self)
                .joined(separator: " ")
        }
        await leave(end)
    }

    /// Starts the agent's session and takes the slice's lease for it.
    private func takeSeat() async throws -> ClaimReport {
        let session = StartSession.Input { input in
            input.agent = launch.agent
            input.sync = false
            input.focus = "\(task) of the run \(launch.run)".printable(limit: 190)
        }
        _ = try await seat.call(StartSession.self, session, CallOptions())
        let claim = ClaimTask.Input { input in
            input.task = task
            input.worktree = true
        }
        return try await seat.call(ClaimTask.self, claim, CallOptions()).output
    }

    private func drive(in worktree: String) async throws -> LandingDraft {
        let prompt = try await prompt()
        var session = resumed?.conversation
        if let resumed, !resumed.isCompacted, let words = driver.dialect.compaction {
            session = try await compact(resumed.conversation, words, worktree)
            if session == nil {
                let why = "it did not compact, so it starts afresh"
                director.say(DriveNews(.failed, task: task, agent: launch.agent, why))
            }
        }
        var brief = AgentBrief(prompt: prompt, directory: worktree, session: session)
        var (result, words) = try await converse(brief, in: directory)
        var goesOn = session != nil
        if goesOn, result.stop == nil, result.session == nil {
            // Its program has lost the conversation, so it begins a new one.
            let place = directory + "/fresh"
            try director.ground.makeDirectory(place)
            brief.session = nil
            goesOn = false
            (result, words) = try await converse(brief, in: place)
        }
        return try await finished(result, words: words, goesOn: goesOn, worktree)
    }

    /// Starts the program, and hears it to its end.
    private func converse(
        _ brief: AgentBrief,
        in place: String
    ) async throws -> (AgentResult, String) {
        let agent = try await AgentDriver(clock: director.ground.elapsed)
            .start(order(brief, in: place))
        director.hold(agent, for: task)
        defer { director.letGo(of: task) }
        director.say(
            DriveNews(.started, task: task, agent: launch.agent, "process \(agent.identity.id)")
        )
        let words = await listen(to: agent)
        return (await agent.result(), words)
    }

    /// Reads what the agent tells until its end, answers what it asks, and keeps its lease alive.
    ///
    /// - Returns: The last that it said.
    private func listen(to agent: AgentRun) async -> String {
        await withTaskGroup(of: String?.self) { group in
            group.addTask {
                while !Task.isCancelled {
                    await director.ground.pause(RunDirector.beat)
                    if Task.isCancelled { break }
                    await beat()
                }
                return nil
            }
            group.addTask { await hear(agent) }
            var words = ""
            for await said in group {
                guard let said else { continue }
                words = said
                group.cancelAll()
            }
            return words
        }
    }

    /// Reads the agent's events; what it asks is put to people beside that.
    private func hear(_ agent: AgentRun) async -> String {
        await withTaskGroup(of: Void.self) { desks in
            var hearing = AgentHearing()
            for await event in agent.events {
                hearing.note(event)
                switch event {
                case .heard(.started(let session)):
                    if let name = session.id { keep(ConversationFile(name: name)) }
                case .heard(.permissionWithdrawn(let id)): withdrawn.withLock { _ = $0.insert(id) }
                case .awaitsAnswer(let request):
                    desks.addTask {
                        await PermissionDesk(work: self).settle(request, for: agent)
                    }
                default: break
                }
            }
            desks.cancelAll()
            return hearing.lastWords
        }
    }

    private func beat() async {
        // A lease that can't be renewed now can be in a minute; if it can't, the ledger says so.
        do { _ = try await seat.call(BeatSession.self, BeatSession.Input(), CallOptions()) } catch {
            director.say(DriveNews(.failed, task: task, ErrorReport(error).message))
        }
    }

    /// What came of the program, and the hand-in where that is the driver's.
    private func finished(
        _ result: AgentResult,
        words: String,
        goesOn: Bool,
        _ worktree: String
    ) async throws -> LandingDraft {
        var draft = LandingDraft(result)
        // The next process of the conversation counts on from here.
        if let name = result.session?.id {
            keep(ConversationFile(name: name, usage: result.tokens))
        }
        if goesOn, let resumed, let before = try before(resumed.conversation) {
            draft.usage = draft.usage.since(before)
        }
        // Many programs say on their output why they ended.
        let said = String(decoding: words.utf8.suffix(600), as: UTF8.self)
        if !said.isEmpty {
            draft.note = [draft.note, said].compactMap(\.self).joined(separator: " ")
        }
        var state = try await director.state(of: task)
        if draft.outcome == .undelivered, driver.deliverer == .lead, state == .claimed {
            do {
                try await handIn(words, worktree)
            } catch {
                let report = ErrorReport(error)
                draft.note = "It was not handed in: \(report.message) (\(report.code))"
            }
            state = try await director.state(of: task)
        }
        if state == .delivered || state == .accepted { draft.outcome = .delivered }
        return draft
    }

    /// What a conversation had used before this launch.
    private func before(_ conversation: String) throws -> AgentUsage? {
        guard let number = launch.resumes else { return nil }
        let place = try director.ground.directory(launch.run, number)
        let file = try ConversationFile(in: place, director.ground)
        return file?.name == conversation ? file?.usage : nil
    }

    private func keep(_ file: ConversationFile) {
        // Without it the conversation is not gone on with, and nothing else is lost.
        do { try file.write(in: directory, director.ground) } catch {
            director.say(DriveNews(.failed, task: task, ErrorReport(error).message))
        }
    }

    /// Hands in what is in the worktree, in the agent's name.
    private func handIn(_ report: String, _ worktree: String) async throws {
        let title = try await director.title(of: task)
        let message = "\(title)\n\nTask: \(task)\nAgent: \(launch.agent)\n"
        try director.ground.commit(worktree, message, launch.agent)
        let delivery = DeliverTask.Input { input in
            input.task = task
            input.path = worktree
            input.report = report
        }
        _ = try await seat.call(DeliverTask.self, delivery, CallOptions())
    }

    private func prompt() async throws -> String {
        let isAgain = try await director.attempts(at: task) > 0
        let input = PromptTask.Input { input in
            input.task = task
            input.agent = launch.agent
            input.resume = isAgain
        }
        let text = try await seat.call(PromptTask.self, input, CallOptions()).output.text
        return SlicePrompt(
            text,
            task: task,
            agent: launch.agent,
            slice: slice,
            member: member,
            spec: director.spec,
            hand: driver.deliverer
        ).text
    }

    /// Lets the agent compact what it remembers.
    ///
    /// - Returns: The conversation's name after that; `nil` where it did not work out, and a fresh
    ///   one begins then.
    private func compact(
        _ conversation: String,
        _ words: String,
        _ worktree: String
    ) async throws -> String? {
        let place = directory + "/compact"
        try director.ground.makeDirectory(place)
        var order = order(
            AgentBrief(prompt: words, directory: worktree, session: conversation),
            in: place
        )
        order.mark += "-compact"
        order.limits.wall = .seconds(300)
        let agent = try await AgentDriver(clock: director.ground.elapsed).start(order)
        agent.ignoreEvents()
        let result = await agent.result()
        return result.ending == .completed ? result.session?.id : nil
    }

    private func order(_ brief: AgentBrief, in directory: String) -> AgentOrder {
        AgentOrder(
            driver,
            brief: brief,
            limits: director.spec.limits,
            caller: director.ground.environment,
            variables: [
                "WORKLEAD_RUN": launch.run.text, "WORKLEAD_TASK": task.text,
                "WORKLEAD_AGENT": launch.agent.text,
                "GIT_AUTHOR_NAME": launch.agent.text, "GIT_COMMITTER_NAME": launch.agent.text,
                "GIT_AUTHOR_EMAIL": AgentAddress.of(launch.agent),
                "GIT_COMMITTER_EMAIL": AgentAddress.of(launch.agent),
            ],
            mark: "\(launch.run)-\(launch.launch)-\(director.ground.secret().prefix(16))",
            directory: directory
        )
    }
}

/// What an agent has told so far, as far as it matters when it ends.
private struct AgentHearing {
    private(set) var lastWords = ""
    private var isOpen = false

    mutating func note(_ event: AgentKit.AgentEvent) {
        guard case .heard(.text(let said)) = event, said.voice == .agent || said.voice == .output
        else {
            isOpen = false
            return
        }
        if isOpen, said.isPiece || said.voice == .output {
            lastWords += (said.voice == .output ? "\n" : "") + said.text.text
        } else {
            lastWords = said.text.text
        }
        isOpen = said.isPiece || said.voice == .output
        if lastWords.utf8.count > Self.bytesMax {
            lastWords = String(decoding: lastWords.utf8.suffix(Self.bytesMax), as: UTF8.self)
        }
    }

    private static let bytesMax = 8_000
}

/// A slice whose claim came without a worktree.
struct NoWorktreeError: Reportable {
    let task: TaskKey

    var code: String { "run.no_worktree" }
    var category: ErrorCategory { .conflict }
    var message: String { "\(task) belongs to no repository, so there is no worktree to work in." }
    var hint: String? { "Name the `repository` in the run's file." }
}

extension ErrorReport {
    /// Whether somebody was faster with the slice or its paths, which is no attempt at it.
    ///
    /// What is in the way in the repository stays there, so that it is one.
    fileprivate var isSomebodyFaster: Bool { category == .conflict && !code.hasPrefix("git.") }
}

extension DriveNews {
    /// What could not be done, with what helps.
    init(failed task: TaskKey, _ report: ErrorReport) {
        let words = ["\(report.message) (\(report.code))", report.hint].compactMap(\.self)
        self.init(.failed, task: task, words.joined(separator: " "))
    }
}
