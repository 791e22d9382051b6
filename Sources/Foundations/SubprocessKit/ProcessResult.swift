/// What became of a program.
package struct ProcessResult: Sendable, Hashable {
    package let ending: ProcessEnding
    /// Why we ended it, when we did; a program that ended by itself has none.
    package let stopped: StopReason?
    /// From its start to its end.
    package let duration: Duration
    package let usage: ProcessUsage
    /// Empty unless it was captured.
    package let output: CapturedOutput
    /// Empty unless it was captured apart from the output.
    package let error: CapturedOutput
    /// What it wrote to descriptor 3, where that was captured.
    package let report: CapturedOutput

    package init(
        ending: ProcessEnding,
        stopped: StopReason? = nil,
        duration: Duration,
        usage: ProcessUsage = ProcessUsage(),
        output: CapturedOutput = CapturedOutput(),
        error: CapturedOutput = CapturedOutput(),
        report: CapturedOutput = CapturedOutput()
    ) {
        self.ending = ending
        self.stopped = stopped
        self.duration = duration
        self.usage = usage
        self.output = output
        self.error = error
        self.report = report
    }

    /// Whether it ended by itself with the code 0.
    package var isSuccess: Bool { ending == .exited(0) && stopped == nil }
}

/// How a process ended.
package enum ProcessEnding: Sendable, Hashable, CustomStringConvertible {
    case exited(Int32)
    case signalled(Int32)

    package var description: String {
        switch self {
        case .exited(let code): "exit \(code)"
        case .signalled(let number): "signal \(number)"
        }
    }
}

/// Why a program was ended from outside.
package enum StopReason: Sendable, Hashable {
    case wallLimit
    case interruption
    /// The caller asked for it.
    case request
}

/// What a process and those of its descendants that were waited for used.
package struct ProcessUsage: Sendable, Hashable {
    package let userTime: Duration
    package let systemTime: Duration
    /// The largest resident set of any one of them.
    package let peakMemoryBytes: Int64

    package init(
        userTime: Duration = .zero,
        systemTime: Duration = .zero,
        peakMemoryBytes: Int64 = 0
    ) {
        self.userTime = userTime
        self.systemTime = systemTime
        self.peakMemoryBytes = peakMemoryBytes
    }

    package var cpuTime: Duration { userTime + systemTime }
}
