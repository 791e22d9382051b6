import Engine
import GitKit
import Glibc
import Model
import Operations
import SQLiteDriver
import Store

extension LocalCaller {
    func provideDoctor(_ provider: inout OperationProvider) {
        provider.provide(RunDoctor.self) { [unowned self] _, _ in
            let examination = Examination(caller: self)
            let checks = examination.checks()
            let worst = Examination.levels.last { level in checks.contains { $0.level == level } }
            return Reply(
                DoctorReport {
                    $0.verdict =
                        worst == "fine" ? "all is well" : "the worst is: \(worst ?? "fine")"
                    $0.checks = checks
                }
            )
        }
    }
}

/// Looks at what a workspace stands on, each thing by itself, so that one fault hides no other.
private struct Examination {
    static let levels = ["fine", "advice", "degraded", "blocking"]

    let caller: LocalCaller

    func checks() -> [DoctorLine] {
        [git(), sandbox(), workspace(), store(), repositories(), session(), worktrees()] + agents()
    }

    private func line(
        _ check: String,
        _ level: String,
        _ message: String,
        _ remedy: String? = nil
    ) -> DoctorLine {
        DoctorLine {
            $0.check = check
            $0.level = level
            $0.message = message
            $0.remedy = remedy
        }
    }

    private func failed(_ check: String, _ level: String, _ error: any Error) -> DoctorLine {
        let reported = error as? any Reportable
        return line(check, level, reported?.message ?? String(describing: error), reported?.hint)
    }

    private func git() -> DoctorLine {
        do {
            return line("git", "fine", "git \(try caller.git.check().description)")
        } catch {
            return failed("git", "blocking", error)
        }
    }

    private func sandbox() -> DoctorLine {
        let missing = caller.replayer.missing()
        guard let first = missing.first else {
            return line("sandbox", "fine", "replays run in a sandbox")
        }
        return line(
            "sandbox",
            "degraded",
            first,
            "Install bubblewrap, or name `--unsandboxed` at each replay."
        )
    }

    private func workspace() -> DoctorLine {
        do {
            let open = try caller.open()
            return line("workspace", "fine", open.found.stateDirectory)
        } catch {
            return failed("workspace", "blocking", error)
        }
    }

    private func store() -> DoctorLine {
        do {
            let problems = try caller.open().database.integrityCheck(.quick)
            guard let first = problems.first else {
                return line("store", "fine", "its file is whole")
            }
            return line("store", "blocking", first, "`worklead ledger verify` says more.")
        } catch {
            return failed("store", "blocking", error)
        }
    }

    private func repositories() -> DoctorLine {
        do {
            let known = try caller.open().engine.read { try $0.repositories.repositories() }
            let lost = known.filter { access($0.commonDirectory, F_OK) != 0 }
            guard let first = lost.first else {
                return line("repositories", "fine", "each is where it was")
            }
            return line(
                "repositories",
                "degraded",
                "\(first.name) is not at \(first.path.printable(limit: 200))",
                "Put it back there, or `worklead repo add PATH` with its new place."
            )
        } catch {
            return failed("repositories", "degraded", error)
        }
    }

    private func session() -> DoctorLine {
        do {
            let workspace = try caller.open()
            guard let location = workspace.found.location,
                let kept = try CredentialFile(at: CredentialFile.path(in: location))
            else {
                return line(
                    "session",
                    "advice",
                    "this directory has no session",
                    "`worklead --as AGENT session start` starts one."
                )
            }
            let session = try workspace.engine.read { try $0.sessions.session(kept.session) }
            guard let session, session.isLive else {
                return line(
                    "session",
                    "advice",
                    "the session of \(kept.agent) has ended",
                    "`worklead --as \(kept.agent) session start` starts a new one."
                )
            }
            return line("session", "fine", "\(session.id) of \(session.agent)")
        } catch {
            return failed("session", "degraded", error)
        }
    }

    private func agents() -> [DoctorLine] {
        do {
            let examination = AgentExamination(windows: try caller.presenceWindows())
            return try caller.open().engine.read { try examination.checks($0) }
        } catch {
            return [failed("agents", "degraded", error)]
        }
    }

    private func worktrees() -> DoctorLine {
        do {
            let workspace = try caller.open()
            let unfinished = try workspace.engine.read { view in
                try view.worktrees.worktrees().filter { $0.state == .planned }
            }
            guard let first = unfinished.first else { return try lostWorktrees(workspace) }
            return line(
                "worktrees",
                "advice",
                "\(first.name) was not finished",
                first.plan.task.map { "`worklead worktree add \($0)` finishes it." }
            )
        } catch {
            return failed("worktrees", "degraded", error)
        }
    }

    /// Worktrees that were made and whose folder somebody took away.
    private func lostWorktrees(_ workspace: OpenWorkspace) throws -> DoctorLine {
        let made = try workspace.engine.read { view in
            try view.worktrees.worktrees().filter { $0.state == .made }
        }
        guard let first = made.first(where: { access($0.plan.path, F_OK) != 0 }) else {
            return line("worktrees", "fine", "none is half-made")
        }
        return line(
            "worktrees",
            "advice",
            "the folder of \(first.name) is gone",
            first.plan.task.map { "`worklead worktree add \($0)` makes it again." }
        )
    }
}
