import Model
import Operations

/// What driving needs of the machine, so that it has no clock, chance or file of its own.
package struct DriveGround: Sendable {
    /// A clock that never goes back.
    package var elapsed: @Sendable () -> Duration
    /// Waits; ends early, without an error, when the process is to end.
    package var pause: @Sendable (Duration) async -> Void
    /// Whether the process was asked to end.
    package var isEnding: @Sendable () -> Bool
    /// 32 random bytes as text.
    package var secret: @Sendable () -> String
    /// The environment of whoever drives.
    package var environment: [String: String]
    /// The directory of a launch, made if it is not there: for its streams, its record and its
    /// session's credential.
    package var directory: @Sendable (RunName, Int64) throws -> String
    /// Makes a directory for its owner alone.
    package var makeDirectory: @Sendable (String) throws -> Void
    /// Reads a small file; `nil` where there is none.
    package var read: @Sendable (String) throws -> String?
    /// Writes a small file for its owner alone.
    package var write: @Sendable (String, String) throws -> Void
    /// What carries operations out for the agent whose session's credential that directory has.
    package var seat: @Sendable (_ directory: String) -> any OperationCaller
    /// Commits all that is in a worktree in an agent's name.
    package var commit: @Sendable (_ worktree: String, _ message: String, AgentID) throws -> Void
    /// The directory that all worktrees of a worktree's repository share.
    package var repository: @Sendable (_ worktree: String) throws -> String
    /// What an agent has left in its repository since a moment that is in the way, each in a
    /// sentence with what helps; what can be put right without a loss is.
    package var traces: @Sendable (SlicePlace, AgentID, _ since: Timestamp) throws -> [String]
    /// The file that a session's credential is kept in, in such a directory.
    package static let credentialFile = "session"

    package init(
        elapsed: @escaping @Sendable () -> Duration,
        pause: @escaping @Sendable (Duration) async -> Void,
        isEnding: @escaping @Sendable () -> Bool,
        secret: @escaping @Sendable () -> String,
        environment: [String: String],
        directory: @escaping @Sendable (RunName, Int64) throws -> String,
        makeDirectory: @escaping @Sendable (String) throws -> Void,
        read: @escaping @Sendable (String) throws -> String?,
        write: @escaping @Sendable (String, String) throws -> Void,
        seat: @escaping @Sendable (String) -> any OperationCaller,
        commit: @escaping @Sendable (String, String, AgentID) throws -> Void,
        repository: @escaping @Sendable (String) throws -> String,
        traces: @escaping @Sendable (SlicePlace, AgentID, Timestamp) throws -> [String]
    ) {
        self.elapsed = elapsed
        self.pause = pause
        self.isEnding = isEnding
        self.secret = secret
        self.environment = environment
        self.directory = directory
        self.makeDirectory = makeDirectory
        self.read = read
        self.write = write
        self.seat = seat
        self.commit = commit
        self.repository = repository
        self.traces = traces
    }
}
