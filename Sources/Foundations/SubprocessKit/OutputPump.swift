import CLinux
import Glibc

/// Reads one captured output of a program.
struct OutputPump: ~Copyable {
    /// What one read takes at most; the capacity of a pipe.
    static let chunkBytes = 65_536

    /// -1 once the end was read.
    private(set) var descriptor: Int32
    private(set) var captured = CapturedOutput()
    private let limit: OutputLimit
    private let sink: (any OutputSink)?

    init(reading descriptor: Int32, keeping limit: OutputLimit, sink: (any OutputSink)?) {
        self.descriptor = descriptor
        self.limit = limit
        self.sink = sink
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    var isOpen: Bool { descriptor >= 0 }

    /// Takes what can be read now.
    ///
    /// - Returns: How many bytes that was; 0 when there is nothing now, or no more for ever.
    mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard descriptor >= 0 else { return 0 }
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count > 0 {
            keep(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return count
        }
        if count < 0, errno == EAGAIN || errno == EINTR { return 0 }
        finish()
        return 0
    }

    /// Stops reading though some process may still write.
    mutating func abandon() {
        guard descriptor >= 0 else { return }
        captured.isComplete = false
        finish()
    }

    private mutating func finish() {
        close(descriptor)
        descriptor = -1
        if captured.tail.count > limit.tailBytes {
            captured.tail.removeFirst(captured.tail.count - limit.tailBytes)
        }
    }

    private mutating func keep(_ bytes: UnsafeRawBufferPointer) {
        captured.bytesSeen += bytes.count
        sink?.receive(bytes)
        let toHead = min(bytes.count, limit.headBytes - captured.head.count)
        captured.head.append(contentsOf: bytes[..<toHead])
        guard limit.tailBytes > 0, toHead < bytes.count else { return }
        captured.tail.append(contentsOf: bytes[toHead...].suffix(limit.tailBytes))
        // Trimmed in large steps, so that each byte is moved at most about twice.
        let most = 2 * limit.tailBytes + Self.chunkBytes
        if captured.tail.count > most {
            captured.tail.removeFirst(captured.tail.count - limit.tailBytes)
        }
    }
}
