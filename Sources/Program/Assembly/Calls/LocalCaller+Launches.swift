import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideLaunches(_ provider: inout OperationProvider) {
        provideLaunchLogs(&provider)
        provider.change(LaunchSlice.self, self, right: .plan) { change, input in
            let launch = try change.runs.launch(
                input.task,
                of: input.run,
                for: input.agent,
                by: input.driver
            )
            guard let stored = try change.view.runs.launch(launch.number, of: input.run) else {
                throw RunError.unknownLaunch(input.run, launch.number)
            }
            return RunLaunchLine(stored)
        }
        provider.change(LandLaunch.self, self, right: .plan) { change, input in
            RunLaunchLine(
                try change.runs.land(
                    RunLanding(
                        number: input.launch,
                        outcome: input.outcome,
                        note: input.note,
                        conversation: input.conversation
                    ),
                    of: input.run,
                    usage: UsageSample(input)
                )
            )
        }
        provider.read(ListLaunches.self, self) { view, input in
            _ = try view.runHead(input.run)
            return Page(
                try view.runs.launches(
                    of: input.run,
                    task: input.task,
                    openOnly: input.open,
                    limit: input.limit
                ).map(RunLaunchLine.init),
                total: try view.runs.launchCount(
                    of: input.run,
                    task: input.task,
                    openOnly: input.open
                )
            )
        }
    }
}

extension UsageSample {
    fileprivate init(_ input: LandLaunch.Input) {
        var usage = TokenUsage()
        (usage.input, usage.output) = (input.input, input.output)
        (usage.cacheRead, usage.cacheWrite) = (input.cacheRead, input.cacheWrite)
        usage.costNanos = input.cost * 1000
        self.init(
            source: input.source ?? "unknown",
            model: input.model ?? "unknown",
            at: nil,
            usage: usage
        )
    }
}

extension RunLaunchLine {
    init(_ stored: RunStore.StoredLaunch) {
        self.init()
        let launch = stored.launch
        (run, self.launch, task) = (stored.run, launch.number, launch.task)
        (agent, driver) = (launch.agent, launch.driver)
        (resumes, resumed, compacts) = (launch.resumes, stored.resumed, launch.compacts)
        (startedAt, endedAt) = (stored.startedAt, stored.endedAt)
        guard let landing = stored.landing else { return }
        (outcome, note) = (landing.outcome, landing.note)
        (remedy, conversation) = (
            landing.outcome.remedy(run: stored.run, launch: landing.number), landing.conversation
        )
    }
}
