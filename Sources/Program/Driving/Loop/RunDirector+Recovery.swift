import AgentKit
import Model
import Operations

// What a driver that was killed has left behind.
extension RunDirector {
    /// Ends what still runs of launches that nobody drives any more, and notes their end.
    ///
    /// Processes are found by their records: number, start and mark, never by name. What an agent
    /// handed in before counts; what it did not is in its worktree, and the next attempt goes on
    /// from there.
    func recover() async throws {
        let input = ListLaunches.Input { ($0.run, $0.open, $0.limit) = (run, true, 1000) }
        for launch in try await asLead(ListLaunches.self, input).items.reversed() {
            let directory = try ground.directory(run, launch.launch)
            var draft = LandingDraft()
            draft.outcome = .abandoned
            var ended = 0
            for place in ["", "/compact", "/fresh"].map({ directory + $0 }) {
                guard let record = try AgentRecord(in: place) else { continue }
                if place == directory, record.outcome == nil, record.identity == nil {
                    draft.note = "It was not started when its driver ended."
                }
                ended += LeftAgent(record).end(grace: .seconds(5)).ended
            }
            draft.conversation = try ConversationFile(in: directory, ground)?.name
            if ended > 0 {
                draft.note = "\(ended.counted("process", "processes")) of it still ran."
            }
            let state = try await state(of: launch.task)
            if state == .delivered || state == .accepted { draft.outcome = .delivered }
            guard let member = spec.members.first(where: { $0.agent == launch.agent }),
                let driver = spec.driver(of: launch.agent)
            else { continue }
            let work = SliceWork(
                director: self,
                slice: nil,
                member: member,
                driver: driver,
                launch: launch,
                resumed: nil,
                directory: directory
            )
            say(DriveNews(.recovered, task: launch.task, agent: launch.agent, draft.note ?? ""))
            await work.leave(draft)
        }
    }
}
