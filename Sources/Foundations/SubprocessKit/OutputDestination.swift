/// Where what a program writes goes.
package enum OutputDestination: Sendable {
    /// `/dev/null`.
    case discarded
    /// The caller's own.
    case inherited
    /// The end of a file, which is created with the mode 600 when it is missing.
    case file(String)
    /// Kept up to a limit; the rest is counted. The sink sees every byte, kept or not.
    case captured(keeping: OutputLimit, sink: (any OutputSink)? = nil)
}

/// Where what a program writes to its standard error goes.
package enum ErrorDestination: Sendable {
    /// Into the standard output, in the order of writing.
    case merged
    case apart(OutputDestination)
}

/// How much of an output is kept: its first bytes, its last bytes, or both.
package struct OutputLimit: Sendable, Hashable {
    package let headBytes: Int
    package let tailBytes: Int

    package init(headBytes: Int, tailBytes: Int) {
        precondition(headBytes >= 0 && tailBytes >= 0, "an output limit is not negative")
        self.headBytes = headBytes
        self.tailBytes = tailBytes
    }

    /// The first `bytes` bytes.
    package static func head(_ bytes: Int) -> OutputLimit {
        OutputLimit(headBytes: bytes, tailBytes: 0)
    }
}

/// Sees an output as it is written, whether it is kept or not.
///
/// It is called on the thread that waits for the program, so it should be quick.
package protocol OutputSink: Sendable {
    /// - Parameter bytes: Valid during the call only; never empty.
    func receive(_ bytes: UnsafeRawBufferPointer)
}

/// What was kept of an output.
package struct CapturedOutput: Sendable, Hashable {
    /// The first bytes.
    package internal(set) var head: [UInt8] = []
    /// The last bytes of those that are not in `head`.
    package internal(set) var tail: [UInt8] = []
    /// How many bytes were written, kept or not.
    package internal(set) var bytesSeen = 0
    /// Whether the output was read to its end: `false` when some process outside the group still
    /// holds it.
    package internal(set) var isComplete = true

    package init() {}

    /// How many bytes between `head` and `tail` were counted and dropped.
    package var bytesDropped: Int { bytesSeen - head.count - tail.count }

    /// All that was written, or `nil` where something was dropped.
    package var whole: [UInt8]? { bytesDropped == 0 ? head + tail : nil }

    /// The first bytes as text; what is not UTF-8 becomes U+FFFD.
    package var text: String { String(decoding: head + tail, as: UTF8.self) }
}
