import Documents
import Engine
import Glibc
import Model
import Operations
import SQLiteDriver
import Store

// What a workspace stands on.
extension Examination {
    func git() -> DoctorLine {
        looking("git", "blocking") {
            DoctorLine("git", "fine", "git \(try caller.git.check().description)")
        }
    }

    func sandbox() -> DoctorLine {
        guard let first = caller.replayer.missing().first else {
            return DoctorLine("sandbox", "fine", "replays run in a sandbox")
        }
        return DoctorLine("sandbox", "degraded", first, .installSandbox)
    }

    func workspace() -> DoctorLine {
        looking("workspace", "blocking") {
            DoctorLine("workspace", "fine", try caller.open().found.stateDirectory)
        }
    }

    func store() -> DoctorLine {
        looking("store", "blocking") {
            guard let first = try caller.open().database.integrityCheck(.quick).first else {
                return DoctorLine("store", "fine", "its file is whole")
            }
            return DoctorLine("store", "blocking", first, .verifyLedger)
        }
    }

    /// A commit that finds the disk full ends writing until somebody has looked.
    func space() -> DoctorLine {
        looking("space") {
            let directory = try caller.open().found.stateDirectory
            var status = statvfs()
            guard statvfs(directory, &status) == 0 else {
                throw FileError(doing: "look at the disk of", path: directory, number: errno)
            }
            let free = UInt64(status.f_bavail) * UInt64(status.f_frsize) / (1 << 20)
            guard free < 512 else {
                return DoctorLine("space", "fine", "there is room for the ledger")
            }
            let level = free < 16 ? "blocking" : "degraded"
            return DoctorLine(
                "space",
                level,
                "only \(free) MiB are free for the ledger",
                .freeSpace
            )
        }
    }

    /// Leases end and ages are told by this machine's clock.
    func clock() -> DoctorLine {
        looking("clock") {
            let (last, now) = try caller.open().engine.read { view in
                (try view.ledger.time(of: view.ledger.head()), view.now)
            }
            guard let last, last > now + .seconds(60) else {
                return DoctorLine("clock", "fine", "it is not behind the ledger")
            }
            let message = "the ledger's last event is of \(last.text), and it is \(now.text) here"
            return DoctorLine("clock", "degraded", message, .setClock)
        }
    }

    /// Paths that the environment names.
    func paths() -> DoctorLine {
        let named = ["WORKLEAD_TOKEN_FILE"].compactMap { name in
            caller.surroundings.variable(name).map { (name, $0) }
        }
        for (name, path) in named where !path.isEmpty && access(path, F_OK) != 0 {
            let message = "\(name) names '\(path.printable(limit: 200))', which is not there"
            return DoctorLine("paths", "degraded", message, .namePath)
        }
        return DoctorLine("paths", "fine", "those that the environment names are there")
    }

    /// Files that the committed settings name.
    func documents() -> DoctorLine {
        looking("documents") {
            let repositories = try caller.open().engine.read { try $0.repositories.repositories() }
            for repository in repositories {
                let settings = try caller.configuration(of: repository)
                let signers = settings.signersFile.map { [$0] } ?? []
                for file in settings.readingOrder + signers
                where access("\(repository.path)/\(file)", F_OK) != 0 {
                    let shown = file.printable(limit: 200)
                    let message =
                        "the settings of \(repository.name) name \(shown), which is not there"
                    return DoctorLine("documents", "degraded", message, .commitDocument)
                }
            }
            return DoctorLine("documents", "fine", "those that the settings name are there")
        }
    }

    func gateway() -> DoctorLine {
        looking("gateway") {
            let directory = try caller.open().found.stateDirectory
            guard caller.gateway == nil else {
                return DoctorLine("gateway", "fine", "it answers this")
            }
            guard let record = GatewayRecord.read(in: directory) else {
                return DoctorLine("gateway", "fine", "none runs; commands work on the file")
            }
            guard record.answers(caller.time) else {
                let message = "the gateway at \(record.address) does not answer"
                return DoctorLine("gateway", "degraded", message, .startGateway)
            }
            return DoctorLine("gateway", "fine", "it answers at \(record.address)")
        }
    }

    func repositories() -> DoctorLine {
        looking("repositories") {
            let known = try caller.open().engine.read { try $0.repositories.repositories() }
            guard let first = known.first(where: { access($0.commonDirectory, F_OK) != 0 }) else {
                return DoctorLine("repositories", "fine", "each is where it was")
            }
            let message = "\(first.name) is not at \(first.path.printable(limit: 200))"
            return DoctorLine("repositories", "degraded", message, .addRepository)
        }
    }

    func session() -> DoctorLine {
        looking("session") {
            let workspace = try caller.open()
            guard let location = workspace.found.location,
                let kept = try CredentialFile(at: CredentialFile.path(in: location))
            else {
                return DoctorLine(
                    "session",
                    "advice",
                    "this directory has no session",
                    .startSession
                )
            }
            let session = try workspace.engine.read { try $0.sessions.session(kept.session) }
            guard let session, session.isLive else {
                return DoctorLine(
                    "session",
                    "advice",
                    "the session of \(kept.agent) has ended",
                    .startNewSession,
                    for: kept.agent.text
                )
            }
            return DoctorLine("session", "fine", "\(session.id) of \(session.agent)")
        }
    }

    func worktrees() -> DoctorLine {
        looking("worktrees") {
            let all = try caller.open().engine.read { try $0.worktrees.worktrees() }
            if let first = all.first(where: { $0.state == .planned }) {
                return DoctorLine(
                    "worktrees",
                    "advice",
                    "\(first.name) was not finished",
                    first.plan.task.map { _ in .finishWorktree },
                    for: first.plan.task?.text ?? ""
                )
            }
            // Made, and somebody took its folder away.
            let lost = all.first { $0.state == .made && access($0.plan.path, F_OK) != 0 }
            guard let lost else { return DoctorLine("worktrees", "fine", "none is half-made") }
            return DoctorLine(
                "worktrees",
                "advice",
                "the folder of \(lost.name) is gone",
                lost.plan.task.map { _ in .remakeWorktree },
                for: lost.plan.task?.text ?? ""
            )
        }
    }

    /// The board's file, where there is one.
    func board() -> DoctorLine {
        looking("board", "advice") {
            let root = try caller.open().found.location?.root
            guard let root, let text = try BoardText.read("\(root)/\(BoardText.name)"),
                BoardFile(text) != nil
            else { return DoctorLine("board", "fine", "there is no file of it here") }
            let found = try caller.open().engine.read { view in
                try BoardComparison(of: text, with: Board(in: view), in: view)
            }
            if !found.edits.isEmpty {
                return DoctorLine(
                    "board",
                    "advice",
                    "\(BoardText.name) was edited by hand",
                    .checkBoard
                )
            }
            let count = found.drift.count
            guard count > 0 else {
                return DoctorLine("board", "fine", "it is what the ledger says")
            }
            let tasks = count.counted("task otherwise than it is", "tasks otherwise than they are")
            let message = "\(BoardText.name) shows \(tasks)"
            return DoctorLine("board", "advice", message, .checkBoard)
        }
    }

    func links() -> DoctorLine {
        looking("links", "advice") {
            let dead = try caller.linkChecks(of: nil, online: false).filter(\.standing.isDead)
            guard let first = dead.first else { return DoctorLine("links", "fine", "none is dead") }
            let message = dead.count.counted("is", "are") + " dead, such as \(first.link.name)"
            return DoctorLine("links", "advice", message, .checkLinks)
        }
    }
}
