import Model
import Operations

// The end of a launch, once nothing of its program runs any more.
extension SliceWork {
    /// How long to wait before it is tried again to write the end down.
    private static let patience = Duration.seconds(2)

    /// Looks at what the agent has left, gives back what it still holds, ends its session, and
    /// notes the end of the launch.
    func leave(_ end: LandingDraft) async {
        var end = end
        do {
            let traces = try traces()
            if !traces.isEmpty {
                end.note = (traces + [end.note].compactMap(\.self)).joined(separator: " ")
            }
        } catch {
            // What is not found now is met by the next attempt.
            director.say(DriveNews(failed: task, ErrorReport(error)))
        }
        do {
            try await giveBack(after: end.outcome)
        } catch {
            // Without a session there is nothing to give back; a lease that is left ends by itself.
            end.note = end.note ?? ErrorReport(error).message
        }
        await land(end.input(of: launch, driver))
    }

    /// What the agent has left in its repository that is in the way.
    private func traces() throws -> [String] {
        guard let place = try SlicePlace(in: directory, director.ground) else { return [] }
        return try director.ground.traces(place, launch.agent, launch.startedAt)
    }

    /// Ends the agent's session and its claim; waits where there is no room for the ledger.
    private func giveBack(after outcome: LaunchOutcome) async throws {
        var told: DriveNews?
        while true {
            do {
                if try await director.state(of: task) == .claimed {
                    let release = ReleaseClaim.Input { input in
                        input.task = task
                        input.note = "The launch ended as \(outcome.rawValue)."
                    }
                    _ = try await seat.call(ReleaseClaim.self, release, CallOptions())
                }
                let ending = EndSession.Input { $0.release = true }
                _ = try await seat.call(EndSession.self, ending, CallOptions())
                return
            } catch let error as any Reportable where error.code == "store.full" {
                guard !director.ground.isEnding() else { throw error }
                await waits(ErrorReport(error), &told)
            }
        }
    }

    /// Notes the end of the launch, and tries for as long as the process lives: while it is open,
    /// nobody else may work on the slice.
    private func land(_ input: LandLaunch.Input) async {
        var input = input
        var told: DriveNews?
        while true {
            do {
                let landed = try await director.asLead(LandLaunch.self, input)
                let note = input.outcome == .delivered ? "" : landed.note.map { ": \($0)" } ?? ""
                let text = input.outcome.rawValue + note
                director.say(DriveNews(.landed, task: task, agent: launch.agent, text))
                return
            } catch {
                let report = ErrorReport(error)
                guard report.code != "run.landed", !director.ground.isEnding() else {
                    return director.say(DriveNews(failed: task, report))
                }
                await waits(report, &told)
                // What the program told of itself may be what is refused.
                guard report.code != "store.full" else { continue }
                input = LandLaunch.Input { plain in
                    (plain.run, plain.launch) = (input.run, input.launch)
                    (plain.outcome, plain.note) = (input.outcome, report.message)
                }
            }
        }
    }

    /// Waits a while; why is said once for as long as it is the same.
    private func waits(_ report: ErrorReport, _ told: inout DriveNews?) async {
        let news = DriveNews(failed: task, report)
        if news != told { director.say(news) }
        told = news
        await director.ground.pause(Self.patience)
    }
}
