import Model
import Operations

/// Drives runs: starts the agents' programs, and judges what they hand in.
package protocol RunDriving: Sendable {
    /// Drives a run until it is over.
    ///
    /// - Parameters:
    ///   - caller: Carries out what the driver asks.
    ///   - waits: Whether to wait where nothing goes on without a person.
    ///   - say: Told what happens.
    func drive(
        _ run: RunName,
        caller: any OperationCaller,
        options: CallOptions,
        waits: Bool,
        say: @escaping @Sendable (DriveNews) -> Void
    ) async throws -> DriveReport

    /// What an agent's program said in one launch, as far as its streams were kept on this machine.
    func log(of launch: RunLaunchLine, part: LaunchPart) throws -> LaunchLog
}

/// Which of the streams of a launch.
package enum LaunchPart: String, FieldValue, CaseIterable {
    case output, input, errors
}

/// What was kept of a launch's streams.
package struct LaunchLog: Record {
    package static let name = "run.log"
    package static let fields: [Field<Self>] = [
        Field("directory", \.directory, "Where its streams are."),
        Field("bytes", \.bytes, "How long the stream is."),
        Field("text", \.text, "The end of the stream."),
    ]

    package var directory = ""
    package var bytes: Int64 = 0
    package var text = ""

    package init() {}
}
