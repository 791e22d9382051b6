import Digests
import Documents
import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    /// Runs, from their file to their end.
    static let runSteps: [Step] = [
        ("draft a run", { try await $0.draftRun() }),
        ("draft a run", { try await $0.draftRun() }),
        (
            "ask about a run",
            { history in
                let (run, ground) = (history.run(), history.ground)
                let planner = history.chance.oneIn(2) ? nil : history.session()
                try await history.workspace.change(as: planner) {
                    try $0.actor.require(.plan)
                    _ = try $0.runs.approve(run, on: ground)
                }
            }
        ),
        ("answer about a run", { try await $0.answerAboutRun() }),
        ("start a run", { try await $0.startRun() }),
        (
            "pause a run",
            { history in
                let run = try history.run(in: .running)
                let reason = history.chance.pick(["to think", "to think", " "])
                try await history.workspace.change {
                    _ = try $0.runs.pause(run, because: reason)
                }
            }
        ),
        (
            "resume a run",
            { history in
                let run = try history.run(in: .paused)
                try await history.workspace.change { _ = try $0.runs.resume(run) }
            }
        ),
        (
            "cancel a run",
            { history in
                guard history.chance.oneIn(4) else { return }
                let run = history.run()
                try await history.workspace.change {
                    _ = try $0.runs.cancel(run, because: "not wanted")
                }
            }
        ),
        ("answer about a run", { try await $0.answerAboutRun() }),
        ("launch a slice", { try await $0.launchSlice() }),
        ("land a launch", { try await $0.landLaunch() }),
        ("land a launch", { try await $0.landLaunch() }),
        ("answer for a slice that is stuck", { try await $0.answerForStuckSlice() }),
        ("be done with a run", { try await $0.endRun() }),
        (
            "clean a run up",
            { history in
                let run = try history.run(in: .running)
                let cleanup = RunCleanup(
                    manifest: Digest(of: run.text),
                    commit: "c1",
                    archived: [RunCleanup.Move(from: "a", to: "b")],
                    deleted: history.chance.pick([[], ["c"]])
                )
                try await history.workspace.change { _ = try $0.runs.clean(run, cleanup) }
            }
        ),
    ]

    var ground: RunGround { RunGround(gates: ["scope", "review"], missing: []) }

    private func run() -> RunName {
        RunName(trusted: "run-\(Int.random(in: 1...4, using: &chance))")
    }

    /// A run that stands in a state, mostly.
    private func run(in state: Run.State.Name) throws -> RunName {
        let found = try workspace.read { try $0.runs.runs(openOnly: true, limit: 9) }
            .filter { $0.run.state.name == state }.map(\.run.name)
        return found.isEmpty || chance.oneIn(6) ? run() : chance.pick(found)
    }

    private func draftRun() async throws {
        let run = run()
        let owners = ["ada", "brian", "carl"]
        let keys = (0..<Int.random(in: 1...3, using: &chance)).map {
            "\(run.text)-\(chance.pick(["a", "b"]))\($0)"
        }
        let slices = keys.enumerated().map { index, key in
            SampleRun.Slice(
                key,
                chance.pick(owners),
                after: index > 0 && chance.oneIn(2) ? [keys[index - 1]] : [],
                stage: index == keys.count - 1 ? "look" : "core",
                extra: index == keys.count - 1 ? "gates = [\"review\"]" : ""
            )
        }
        let text = SampleRun(
            run.text,
            agents: owners,
            stages: slices.count == 1 ? ["look"] : ["core", "look"],
            kinds: chance.oneIn(3) ? [:] : ["look": chance.pick(["review", "structure"])],
            slices: slices,
            tables: chance.oneIn(2)
                ? "[limits]\nrounds = 1\nattempts = 1"
                : """
                [capacity]
                max = 1
                [budget]
                tokens = 400
                [limits]
                rounds = 2
                attempts = 1
                """
        ).text
        let (read, ground) = (try ReadRun(text), ground)
        try await workspace.change { _ = try $0.runs.draft(read, on: ground, file: "run.toml") }
    }

    private func answerAboutRun() async throws {
        let asked = try workspace.read { try $0.runs.runs(openOnly: true, limit: 9) }
            .filter { $0.run.state.name == .drafted && $0.run.state.decision != nil }
        let run = asked.isEmpty ? run() : chance.pick(asked.map(\.run.name))
        let option = OptionName(trusted: chance.oneIn(3) ? "wait" : "go")
        try await workspace.change { change in
            guard let asked = try change.view.run(run).state.decision else { return }
            if option.text == "wait" {
                _ = try change.decisions.withdraw(asked, because: "Not now.")
            } else {
                _ = try change.decisions.answer([(asked, option)], note: nil)
            }
        }
    }

    private func startRun() async throws {
        let (run, ground) = (try run(in: .approved), ground)
        try await workspace.change { _ = try $0.runs.start(run, on: ground, packets: [:]) }
        let slices = try workspace.read { try $0.runs.slices(of: run) }
        for slice in slices where !keys.contains(slice.task) { keys.append(slice.task) }
    }

    private func launchSlice() async throws {
        let run = try run(in: .running)
        guard
            let slice = try workspace.read({ try $0.runs.slices(of: run) }).randomElement(
                using: &chance
            )
        else { return }
        try await workspace.change { change in
            _ = try change.runs.launch(
                slice.task,
                of: run,
                for: slice.owner,
                by: DriverName(trusted: "script")
            )
        }
    }

    private func landLaunch() async throws {
        let run = try run(in: .running)
        guard
            let open = try workspace.read({
                try $0.runs.launches(of: run, openOnly: true, limit: 9)
            }).first
        else { return }
        let landing = RunLanding(
            number: open.launch.number,
            outcome: chance.pick(LaunchOutcome.allCases),
            note: "its last words"
        )
        try await workspace.change { _ = try $0.runs.land(landing, of: run, usage: nil) }
    }

    private func answerForStuckSlice() async throws {
        let run = try run(in: .running)
        let open = try workspace.read { try $0.run(run).questions }
            .filter { $0.matter == .attempts && $0.state == .open }
        guard let decision = open.first?.decision else { return }
        let option = OptionName(trusted: chance.oneIn(4) ? "pause" : "again")
        try await workspace.change {
            _ = try $0.decisions.answer([(decision, option)], note: nil)
        }
    }

    /// Gives the slices of a run up that nobody has in hand, by which it may come to its end.
    private func endRun() async throws {
        let run = run()
        let standings = try workspace.read { try $0.runs.standings(of: run) }
        for standing in standings
        where !standing.state.isFinal && standing.holder == nil {
            try await workspace.change { try $0.tasks.cancel(standing.task, because: "not wanted") }
        }
    }
}
