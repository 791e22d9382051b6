import Digests
import SubprocessKit
import Telemetry

/// Digests an output as it is written.
final class DigestSink: OutputSink {
    private let stream = Lock(DigestStream())

    func receive(_ bytes: UnsafeRawBufferPointer) {
        stream.withLock { $0.update(bytes) }
    }

    /// The digest of all that came so far.
    var digest: Digest { stream.withLock { $0.finish() } }
}
