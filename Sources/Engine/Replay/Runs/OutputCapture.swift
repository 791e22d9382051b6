import Digests
import Model
import SubprocessKit

/// What is taken of one check's output: a digest of all, enough to read the counts from, and the
/// part that the record keeps.
struct OutputCapture {
    /// Closing lines are looked for in this much at the start and the end, whatever the record
    /// keeps.
    private static let countsBytes = 1 << 20

    private let kept: Int
    private let sink = DigestSink()

    init(keeping bytes: Int64) {
        kept = max(0, Int(clamping: bytes))
    }

    /// A quarter of what is kept is from the start: how it began says less than how it ended.
    private var keptHead: Int { kept / 4 }
    private var keptTail: Int { kept - keptHead }

    var destination: OutputDestination {
        .captured(
            keeping: OutputLimit(
                headBytes: max(keptHead, Self.countsBytes),
                tailBytes: max(keptTail, Self.countsBytes)
            ),
            sink: sink
        )
    }

    func counts(_ output: CapturedOutput) -> TestCounts? {
        OutputCounts.read(
            head: output.head,
            tail: output.tail,
            isWhole: output.bytesDropped == 0
        )
    }

    func output(_ output: CapturedOutput) -> CheckOutput {
        let head = output.head.prefix(keptHead)
        let rest =
            output.bytesDropped == 0
            ? Array(output.head.dropFirst(head.count) + output.tail) : output.tail
        return CheckOutput(
            digest: sink.digest,
            bytesSeen: Int64(output.bytesSeen),
            head: Array(head),
            tail: Array(rest.suffix(keptTail))
        )
    }
}
