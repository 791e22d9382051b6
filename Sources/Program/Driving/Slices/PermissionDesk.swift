import AgentKit
import AgentProtocols
import Model
import Operations
import SubprocessKit
import Telemetry

/// Puts to a founder what an agent asks and no rule answers.
struct PermissionDesk {
    let work: SliceWork

    private static let yes = OptionName(trusted: "allow")
    private static let no = OptionName(trusted: "deny")

    /// Asks, waits for the answer, and gives it; without one in time the answer is no.
    func settle(_ request: PermissionRequest, for agent: AgentRun) async {
        let (director, launch) = (work.director, work.launch)
        do {
            // Each request is a question of its own, also one in the same words: a yes is for once.
            var options = director.options
            options.idempotencyKey = "ask:" + director.ground.secret()
            let asked = try await director.lead.call(
                AskDecision.self,
                question(request),
                options
            ).output
            let decision = asked.decision.decision
            director.say(
                DriveNews(
                    .asked,
                    task: launch.task,
                    agent: launch.agent,
                    "\(decision): \(request.tool.title.printable(limit: 200))"
                )
            )
            guard let option = try await answer(to: decision, request.id, agent) else {
                // Nobody needs the answer any more.
                let withdrawal = WithdrawDecision.Input { input in
                    input.decision = decision
                    input.reason = "\(launch.agent) does not ask any more."
                }
                _ = try await director.asLead(WithdrawDecision.self, withdrawal)
                return
            }
            let isGranted = option == Self.yes
            agent.answer(
                request.id,
                with: isGranted ? .allow : .deny(reason: "A founder has said no.")
            )
            director.say(
                DriveNews(
                    .answered,
                    task: launch.task,
                    agent: launch.agent,
                    "\(decision): \(option.text)"
                )
            )
        } catch {
            agent.answer(request.id, with: .deny(reason: "Nobody could be asked."))
            director.say(DriveNews(.failed, task: launch.task, ErrorReport(error).message))
        }
    }

    private func question(_ request: PermissionRequest) -> AskDecision.Input {
        let (launch, tool) = (work.launch, request.tool)
        var lines = [
            "May \(launch.agent), at \(launch.task), use \(tool.name.printable(limit: 100)) "
                + "(\(tool.kind.rawValue))? \(tool.title.printable(limit: 300))"
        ]
        if let command = tool.command { lines.append("$ " + command.printable(limit: 500)) }
        lines += tool.paths.prefix(10).map { "- " + $0.printable(limit: 200) }
        return AskDecision.Input { input in
            input.text = lines.joined(separator: "\n")
            input.kind = .safety
            input.options = [
                OptionLine { ($0.option, $0.text) = (Self.yes, "Yes, this once.") },
                OptionLine { ($0.option, $0.text) = (Self.no, "No.") },
            ]
            input.fallback = Self.no
            input.deadline = AgentLimits().answer
            input.thread = ThreadID(trusted: launch.run.text)
        }
    }

    /// - Returns: `nil` where the agent's end came first.
    private func answer(
        to decision: DecisionID,
        _ request: PermissionID,
        _ agent: AgentRun
    ) async throws -> OptionName? {
        let input = ShowDecision.Input { $0.decision = decision }
        while !Task.isCancelled, !work.director.ground.isEnding() {
            let line = try await work.director.asLead(ShowDecision.self, input).decision
            if let option = line.option { return option }
            guard line.state == .open else { return Self.no }
            guard agent.identity.isRunning else { return nil }
            if work.withdrawn.withLock({ $0.contains(request) }) { return nil }
            await work.director.ground.pause(RunDirector.glance)
        }
        return nil
    }
}
