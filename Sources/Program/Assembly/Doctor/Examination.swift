import Engine
import Model
import Operations

/// Looks at what a workspace stands on and at what holds its work up, each thing by itself, so that
/// one fault hides no other.
struct Examination {
    let caller: LocalCaller

    func checks() -> [DoctorLine] {
        let found =
            [
                git(), sandbox(), workspace(), store(), space(), clock(), paths(), documents(),
                gateway(), repositories(), session(), worktrees(),
            ] + work() + [board(), links(), notices()] + agents()
        // Without a workspace all else that needs one would say so once more.
        guard let cause = found.first(where: { $0.check == "workspace" && $0.level == "blocking" })
        else { return found }
        return found.filter { $0.check == cause.check || $0.message != cause.message }
    }

    /// What is the same for whoever asks, wherever they stand; nothing here reads the whole store.
    func sharedChecks() -> [DoctorLine] {
        caller.machine.lines(at: caller.time.elapsed()) { [git(), sandbox()] }
            + [workspace(), space(), clock(), documents(), repositories(), worktrees()] + work()
            + [links(), notices()] + agents()
    }

    /// A check that is an answer or an error.
    func looking(
        _ check: String,
        _ level: String = "degraded",
        _ look: () throws -> DoctorLine
    ) -> DoctorLine {
        do {
            return try look()
        } catch {
            return DoctorLine(check, level, error)
        }
    }

    /// Whether founders hear of what needs them.
    private func notices() -> DoctorLine {
        looking("notices", "advice") {
            let folder = try caller.noticeFolder()
            let faults = try folder.targets().compactMap { target -> (String, String)? in
                let memory = folder.memory(of: target.name)
                guard let error = memory.lastError else { return nil }
                return (target.name.text, error)
            }
            guard let first = faults.first else {
                return DoctorLine("notices", "fine", "each target that is named could be told")
            }
            return DoctorLine(
                "notices",
                "degraded",
                "\(first.0) could not be told: \(first.1)",
                .listNotices
            )
        }
    }

    private func agents() -> [DoctorLine] {
        do {
            let examination = AgentExamination(windows: try caller.presenceWindows())
            return try caller.open().engine.read { try examination.checks($0) }
        } catch {
            return [DoctorLine("agents", "degraded", error)]
        }
    }

    private func work() -> [DoctorLine] {
        do {
            let examination = WorkExamination(packets: caller.packets)
            let caller = try self.caller.caller(CallOptions())
            return try self.caller.open().engine.read(as: caller) { try examination.checks($0) }
        } catch {
            return [DoctorLine("work", "degraded", error)]
        }
    }
}
