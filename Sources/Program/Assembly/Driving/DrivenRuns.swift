import Commands
import Driving
import GitKit
import Glibc
import Model
import Operations

/// Drives runs on this machine.
struct DrivenRuns: RunDriving {
    let surroundings: Surroundings
    let time: any TimeSource
    let workspace: String?
    /// What carries operations out from other surroundings.
    let caller: @Sendable (Surroundings, String) -> any OperationCaller

    func drive(
        _ run: RunName,
        caller lead: any OperationCaller,
        options: CallOptions,
        waits: Bool,
        say: @escaping @Sendable (DriveNews) -> Void
    ) async throws -> DriveReport {
        let state = try stateDirectory()
        try PrivateFile.makeDirectory(folder(of: run, in: state))
        guard let lock = try FileLock(ifFree: folder(of: run, in: state) + "/driver") else {
            throw RunDrivenError(run: run)
        }
        defer { withExtendedLifetime(lock) {} }
        let director = try await RunDirector(
            run,
            lead: lead,
            options: options,
            ground: ground(in: state),
            say: say
        )
        return try await director.drive(waits: waits)
    }

    private func stateDirectory() throws -> String {
        try WorkspaceFinder(surroundings: surroundings).find(named: workspace).stateDirectory
    }

    private func folder(of run: RunName, in state: String) -> String { state + "/runs/\(run)" }

    private func ground(in state: String) -> DriveGround {
        let time = time
        let surroundings = surroundings
        let caller = caller
        let git = GitProgram.ofThisProcess(surroundings, SystemTime())
        return DriveGround(
            elapsed: { time.elapsed() },
            pause: { duration in
                // Ends early with its task, which then looks around by itself.
                do { try await SystemPauses().pause(for: duration) } catch {}
            },
            isEnding: { Interrupts.shared.isRaised },
            secret: { SystemIdentifiers().secret() },
            environment: surroundings.environment.merging(
                ["PATH": Self.path(surroundings)]
            ) { $1 },
            directory: { run, number in
                let directory = state + "/runs/\(run)/\(number)"
                try PrivateFile.makeDirectory(directory)
                return directory
            },
            makeDirectory: { try PrivateFile.makeDirectory($0) },
            read: { try PrivateFile.read($0) },
            write: { try PrivateFile.write($0, to: $1) },
            seat: { directory in
                caller(surroundings.seated(in: directory), state)
            },
            commit: { worktree, message, agent in
                let now = time.now()
                _ = try GitRepository(at: worktree, program: git).commitAll(
                    message: message,
                    by: CommitSignature(
                        name: agent.text,
                        email: AgentAddress.of(agent),
                        time: CommitTime(secondsSinceEpoch: now.milliseconds / 1000)
                    )
                )
            },
            repository: { worktree in
                try GitRepository(at: worktree, program: git).location().commonDirectory
            },
            traces: { place, agent, since in
                try AgentTraces(
                    place: place,
                    agent: agent,
                    since: since,
                    git: git,
                    pause: { WaitingThread.pause(for: .milliseconds(100)) }
                ).sentences()
            }
        )
    }

    /// The path that agents find this very program on.
    private static func path(_ surroundings: Surroundings) -> String {
        let standard = surroundings.variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
        do {
            let program = try ProcessEnvironment.program()
            guard program.hasSuffix("/worklead"), let slash = program.lastIndex(of: "/") else {
                return standard
            }
            return "\(program[..<slash]):\(standard)"
        } catch {
            return standard
        }
    }
}

extension Surroundings {
    /// The surroundings of an agent that is known by the credential in a launch's directory.
    fileprivate func seated(in directory: String) -> Surroundings {
        var variables = environment.filter { !$0.key.hasPrefix("WORKLEAD_") }
        variables["WORKLEAD_TOKEN_FILE"] = "\(directory)/\(DriveGround.credentialFile)"
        variables["WORKLEAD_LOCK_WAIT"] = environment["WORKLEAD_LOCK_WAIT"]
        return Surroundings(directory: directory, environment: variables, userName: userName)
    }
}

/// A run that another process drives.
struct RunDrivenError: Reportable {
    let run: RunName

    var code: String { "run.driven" }
    var category: ErrorCategory { .conflict }
    var message: String { "\(run) is driven by another process." }
    var hint: String? { "`worklead run status \(run)` shows how far it is." }
}
