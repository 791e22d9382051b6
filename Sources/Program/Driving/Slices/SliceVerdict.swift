import Digests
import Model
import Operations

/// Judges what was handed in for a slice: runs its checks again, then its gates, and accepts it or
/// sends it back with what is wrong.
struct SliceVerdict: Sendable {
    /// What came of it.
    enum Outcome: Sendable {
        case settled
        /// A person has to look, at the delivery after that many attempts.
        case left(attempts: Int64)
    }

    let director: RunDirector
    let slice: SliceLine

    private var task: TaskKey { slice.task }

    private static let outputBytesMax = 600
    private static let findingsMax = 20

    func reach() async -> Outcome {
        do {
            // A review that has found something goes into its next round, and comes again.
            if slice.kind == .review || slice.kind == .structure, try await isSentIntoRound() {
                return .settled
            }
            let replay = ReplayDelivery.Input { $0.task = task }
            let report = try await director.asLead(ReplayDelivery.self, replay)
            director.say(DriveNews(.replayed, task: task, report.grade.rawValue))
            guard report.grade != .notVerified else {
                return try await sendBack(faults(of: report))
            }
            let refused = try await gates()
            guard refused.isEmpty else { return try await sendBack(refused) }
            let taken = director.spec.acceptance
            guard taken != .asked, report.gaps.isEmpty || taken == .withGaps else {
                let gaps = report.gaps.isEmpty ? "" : ": " + report.gaps.joined(separator: " ")
                director.say(DriveNews(.waits, task: task, "for a person's verdict" + gaps))
                return .left(attempts: slice.attempts)
            }
            let acceptance = AcceptDelivery.Input { input in
                input.task = task
                if !report.gaps.isEmpty {
                    input.gaps = "The file of the run \(director.run) takes gaps."
                }
            }
            _ = try await director.asLead(AcceptDelivery.self, acceptance)
            director.say(DriveNews(.accepted, task: task, "accepted"))
            return .settled
        } catch {
            return await stumble(ErrorReport(error))
        }
    }

    /// Ends the round of a review slice that has open findings: what mends them is added to the
    /// run, and the slice waits for that.
    private func isSentIntoRound() async throws -> Bool {
        let advance = try await director.asLead(
            AdvanceRun.self,
            AdvanceRun.Input { $0.run = director.run }
        )
        for round in advance.rounds where round.slice == task {
            let fixes = round.fixes.map(\.task.text).joined(separator: ", ")
            director.say(
                DriveNews(.sentBack, task: task, "round \(round.round) is over; \(fixes) mend")
            )
        }
        for decision in advance.asked {
            director.say(DriveNews(.asked, task: task, "\(decision): its rounds are used up"))
        }
        return try await director.state(of: task) != .delivered
    }

    /// What a replay showed to be wrong.
    private func faults(of report: ReplayReport) -> [String] {
        let failed = report.checks.filter { $0.output != nil }.map { check in
            let tail = (check.output ?? "").suffix(Self.outputBytesMax)
            return "`\(check.command.printable(limit: 300))`: \(check.outcome). "
                + String(tail).printable(limit: Self.outputBytesMax)
        }
        let found = failed + report.gaps
        return found.isEmpty ? ["The replay did not verify it."] : found
    }

    /// What the gates that its run names refuse.
    private func gates() async throws -> [String] {
        guard !slice.gates.isEmpty else { return [] }
        let input = RunGates.Input { ($0.gates, $0.task) = (slice.gates, task) }
        let report = try await director.asLead(RunGates.self, input)
        return report.results.filter { $0.verdict != .pass }.map { result in
            let words = [result.fault, result.reason, result.hint].compactMap(\.self)
            let places = result.findings.prefix(5).map { finding in
                finding.json.canonicalText.printable(limit: 300)
            }
            return (["Gate \(result.gate): \(result.verdict.rawValue)."] + words + places)
                .joined(separator: " ")
        }
    }

    private func sendBack(_ findings: [String]) async throws -> Outcome {
        let input = ReworkDelivery.Input { input in
            input.task = task
            input.findings = Array(findings.prefix(Self.findingsMax))
        }
        _ = try await director.asLead(ReworkDelivery.self, input)
        director.say(
            DriveNews(.sentBack, task: task, (findings.first ?? "").printable(limit: 300))
        )
        return .settled
    }

    /// What is refused is sent back with the reason; what can't be decided here is left to people.
    private func stumble(_ error: ErrorReport) async -> Outcome {
        do {
            if error.category == .checkFailed {
                let reason = [error.message, error.hint].compactMap(\.self).joined(separator: " ")
                return try await sendBack([reason])
            }
            director.say(DriveNews(failed: task, error))
        } catch {
            director.say(DriveNews(.failed, task: task, ErrorReport(error).message))
        }
        return .left(attempts: slice.attempts)
    }
}
