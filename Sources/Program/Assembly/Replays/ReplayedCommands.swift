import Documents
import Engine
import GitKit
import Glibc
import Model

/// Runs the commands of gates the way replays run checks: in a fresh checkout, behind the sandbox,
/// under the limits of the repository's profile.
struct ReplayedCommands: GateCommands {
    let replayer: any Replaying
    let git: GitProgram
    let time: any TimeSource
    /// Where small files may be made for a moment.
    let scratch: String

    /// The most that is kept of what a command wrote.
    private static let tailBytesMax = 4096

    func run(
        _ command: [String],
        at commit: String,
        of repository: Repository
    ) throws -> (isSuccess: Bool, evidence: GateEvidence) {
        let main = try GitRepository(at: repository.path, program: git)
            .commit(repository.defaultBranch)
        let line = command.map(\.quotedForShell).joined(separator: " ")
        let evidence = try replayer.replay(
            ReplayOrder(
                repository: repository.path,
                commit: commit,
                // Its profile counts: a change can't give its own gates more than it was granted.
                base: main.text,
                checks: [CheckCommand(line)],
                artifacts: [],
                allowsUnsandboxed: false
            )
        )
        guard let result = evidence.results.first else {
            let ending = evidence.setUp?.ending.description ?? "nothing"
            throw CommandNotRunError(ending: ending)
        }
        let output = result.output
        let tail = output.tail.isEmpty ? output.head : output.tail
        return (
            result.ending.isSuccess,
            GateEvidence(
                command: line,
                ending: result.ending.description,
                // What is kept for ever has no secrets in it; the digest is that of all of it.
                tail: StandardSecretRules.scanner.withoutSecrets(
                    String(decoding: tail.suffix(Self.tailBytesMax), as: UTF8.self)
                ),
                digest: output.digest,
                bytes: output.bytesSeen,
                layers: evidence.sandbox.layers.sorted().map(\.rawValue)
            )
        )
    }

    func commit(
        writing files: [String: String],
        over commit: String,
        of repository: Repository
    ) throws -> String {
        guard let base = CommitID(commit) else { throw GitError.unknownRevision(commit) }
        try PrivateFile.makeDirectory(scratch)
        let written = files.sorted { $0.key < $1.key }.map { path, text in
            (path: GitPath(path), bytes: Array(text.utf8))
        }
        return try GitRepository(at: repository.path, program: git).commit(
            writing: written,
            over: base,
            by: CommitSignature(
                name: "Worklead",
                email: "worklead@localhost",
                time: CommitTime(secondsSinceEpoch: time.now().milliseconds / 1000)
            ),
            index: "\(scratch)/index-\(getpid())-\(base.text.prefix(12))"
        ).text
    }
}

/// A command that could not be run because the repository's set-up failed.
struct CommandNotRunError: Reportable {
    let ending: String

    var code: String { "gate.not_run" }
    var category: ErrorCategory { .checkFailed }
    var message: String { "The set-up of .worklead/replay.toml ended with \(ending)." }
    var hint: String? { "Mend the set-up; `worklead replay` needs it too." }
}

extension String {
    /// The text as one word of a shell, whatever is in it.
    fileprivate var quotedForShell: String {
        let isPlain =
            !isEmpty
            && utf8.allSatisfy { byte in
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                    || [43, 44, 45, 46, 47, 58, 61, 64, 95].contains(byte)
            }
        return isPlain ? self : "'" + replacing("'", with: #"'\''"#) + "'"
    }
}
