import SubprocessKit

extension GitProgram {
    /// What no repository and no user may change for us.
    ///
    /// A repository's own configuration can name programs: hooks, a file system monitor, a
    /// transport. None of them runs. Housekeeping would leave processes behind, and following
    /// submodules would change more than was asked for.
    private static let pinned = [
        "core.hooksPath=/dev/null", "core.fsmonitor=false", "protocol.ext.allow=never",
        "gc.auto=0", "maintenance.auto=false", "submodule.recurse=false",
        "advice.detachedHead=false", "advice.addEmbeddedRepo=false",
    ].flatMap { ["-c", $0] }

    private static let fixedEnvironment = [
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        // Paths are names, never patterns.
        "GIT_LITERAL_PATHSPECS": "1",
        // A commit is what its id says: `refs/replace/…` and grafts would show another one.
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": "/dev/null",
    ]

    /// Runs git once, or as often as the retry policy allows when it writes and meets a lock.
    ///
    /// - Parameters:
    ///   - directory: Where it starts.
    ///   - options: Options of git itself, before the subcommand.
    func run(
        _ call: GitCall,
        in directory: String,
        before options: [String]
    ) throws(GitError) -> GitAnswer {
        switch call.effect {
        case .reads:
            try runMending(call, in: directory, before: options)
        case .writes:
            try retry.run { () throws(GitError) in
                try runMending(call, in: directory, before: options)
            }
        }
    }

    /// How many half-made worktrees are mended for one call.
    private static let mendsMax = 100

    private func runMending(
        _ call: GitCall,
        in directory: String,
        before options: [String]
    ) throws(GitError) -> GitAnswer {
        var mended = 0
        while true {
            do {
                return try runOnce(call, in: directory, before: options)
            } catch .worktreeHalfMade(let file) {
                mended += 1
                guard mended <= Self.mendsMax else { throw .worktreeHalfMade(file: file) }
                try HalfMadeWorktree(commonFile: file).mend(seenFrom: directory)
            }
        }
    }

    private func runOnce(
        _ call: GitCall,
        in directory: String,
        before options: [String]
    ) throws(GitError) -> GitAnswer {
        let result: ProcessResult
        do {
            result = try subprocess(call, in: directory, before: options)
                .run(clock: clock, interruption: interruption)
        } catch {
            throw refusal(error, of: call)
        }
        switch result.stopped {
        case .wallLimit: throw .timedOut(command: call.name, limit: call.timeLimit)
        case .interruption, .request: throw .interrupted(command: call.name)
        case nil: break
        }
        switch result.ending {
        case .signalled(let signal):
            throw .killed(command: call.name, signal: signal)
        case .exited(let code) where call.accepted.contains(code):
            guard let output = result.output.whole else {
                throw .outputTooLarge(command: call.name, limitBytes: call.outputBytesMax)
            }
            return GitAnswer(exitCode: code, output: output)
        case .exited(let code):
            let complaint = GitComplaint(result.error.text)
            throw complaint.error(of: call.name, exitCode: code, in: directory)
        }
    }

    private func subprocess(
        _ call: GitCall,
        in directory: String,
        before options: [String]
    ) -> Subprocess {
        var whole = environment.merging(Self.fixedEnvironment) { $1 }
        switch call.effect {
        case .reads: whole["GIT_OPTIONAL_LOCKS"] = "0"
        case .writes: break
        }
        return Subprocess(
            path,
            ["--no-pager"] + Self.pinned + call.settings.flatMap { ["-c", $0] } + options
                + call.arguments,
            directory: directory,
            environment: whole.merging(call.environment) { $1 },
            input: call.input.isEmpty ? .nothing : .bytes(call.input),
            output: .captured(keeping: .head(call.outputBytesMax)),
            wallLimit: call.timeLimit,
            // git removes its locks and half-made worktrees on SIGTERM.
            parentDeath: .terminate
        )
    }

    private func refusal(_ error: SubprocessError, of call: GitCall) -> GitError {
        switch error {
        case .programNotFound:
            .programMissing(searched: path.utf8Contains("/") ? path : environment["PATH"] ?? "")
        case .directoryMissing(let directory, _):
            .directoryMissing(path: directory)
        case .interrupted:
            .interrupted(command: call.name)
        case .notExecutable, .malformed, .argumentsTooLong, .fileUnusable, .systemRefused:
            .programUnusable(reason: error.message)
        }
    }
}
