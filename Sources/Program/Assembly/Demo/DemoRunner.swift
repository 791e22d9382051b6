import Commands
import Digests
import Engine
import Glibc
import Model
import SubprocessKit

/// Runs the demonstration with real processes on real repositories.
struct DemoRunner: DemoRunning {
    let surroundings: Surroundings
    let time: any TimeSource

    func run(_ plan: DemoPlan, say: @escaping @Sendable (String) -> Void) async throws -> DemoReport
    {
        let directory = try DemoDirectory.make(under: surroundings.stateRoot(), seed: plan.seed)
        do {
            if let own = ProcessIdentity(running: getpid()) { try directory.record(own) }
            var report = try await perform(plan, in: directory, say)
            if plan.keeps || report.dashboard != nil {
                report.directory = directory.path
            } else {
                try remove(directory)
            }
            return report
        } catch {
            if !plan.keeps { try remove(directory) }
            throw error
        }
    }

    func clean() throws -> [String] {
        try DemoDirectory.all(under: surroundings.stateRoot()).map { directory in
            try remove(directory)
            return directory.path
        }
    }

    func open() throws -> DemoLink {
        for directory in try DemoDirectory.all(under: surroundings.stateRoot()).reversed()
        where GatewayRecord.read(in: directory.workspace) != nil {
            let stage = stage(in: directory, DemoCast(seed: 0, isFast: true))
            guard let dashboard = DemoDashboard(stage, surroundings, .always) else { continue }
            let address = try dashboard.link()
            let starter = BrowserStarter(surroundings: surroundings)
            return DemoLink(address: address, isShown: try starter.show(address))
        }
        throw DemoError.noneRuns
    }

    private var clock: @Sendable () -> Duration {
        let time = time
        return { time.elapsed() }
    }

    private func stage(in directory: DemoDirectory, _ cast: DemoCast) -> DemoStage {
        DemoStage(
            directory: directory,
            cast: cast,
            environment: directory.environment(surroundings),
            clock: clock,
            interruption: Interrupts.shared.flag
        )
    }

    private func remove(_ directory: DemoDirectory) throws {
        try DemoSweep(directory: directory, clock: clock).endAll()
        try directory.remove(clock: clock)
    }

    private func perform(
        _ plan: DemoPlan,
        in directory: DemoDirectory,
        _ say: @escaping @Sendable (String) -> Void
    ) async throws -> DemoReport {
        let start = time.elapsed()
        let time = time
        let stage = stage(in: directory, DemoCast(seed: plan.seed, isFast: plan.isFast))
        let tell: @Sendable (String) -> Void = { sentence in
            say("\(Self.stamp(time.elapsed() - start))  \(sentence)")
        }
        try stage.build()
        tell("two git repositories with tests, api and web, and a workspace for both")
        let dashboard = DemoDashboard(stage, surroundings, plan.dashboard)
        var play = DemoPlay(stage: stage, dashboard: dashboard, tell: tell)
        var report = DemoReport()
        try await play.perform(&report)
        try DemoEvidence(stage: stage, tell: tell).seal(DemoCast.proven, &report)
        let verification = try stage.answer(["ledger", "verify"])["data"]
        let exported = try stage.worklead(["ledger", "export", "--json"])
        try directory.write(exported, to: directory.ledgerExport)
        let events = try exported.split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        DemoCount(events: events).fill(&report)
        report.isVerified = verification?["events"]?.int64Value == Int64(events.count)
        if let root = verification?["root"]?.stringValue.flatMap({ Digest($0) }) {
            report.root = root
        }
        tell("the ledger verifies: each event, and all tables rebuilt from them")
        report.durationMs = (time.elapsed() - start).wholeMilliseconds
        if let dashboard {
            report.report = try dashboard.writeReport()
            report.dashboard = try dashboard.link()
        }
        return report
    }

    /// A moment of the demonstration, such as ` 7.4 s`.
    private static func stamp(_ duration: Duration) -> String {
        let tenths = duration.wholeMilliseconds / 100
        let text = "\(tenths / 10).\(tenths % 10) s"
        return String(repeating: " ", count: max(0, 6 - text.count)) + text
    }
}
