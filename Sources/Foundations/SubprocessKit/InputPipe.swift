import CLinux
import Glibc
import Telemetry

/// What a program is told while it runs: bytes are put in from any thread, and written by the one
/// that waits for the program.
///
/// It serves one program.
package final class InputPipe: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        /// How much of the first chunk is written.
        var offset = 0
        var bytes = 0
        var isClosing = false
        var isWoken = false
    }

    /// How much may wait to be written: a program that does not read must not fill the memory.
    package static let bytesMax = 64 << 20

    private let state = Lock(State())
    /// Raised when there is something to write, or the waiting is to end.
    let descriptor: Int32

    /// - Throws: ``SubprocessError/systemRefused(program:doing:errno:)`` when no descriptor is
    ///   left.
    package init() throws(SubprocessError) {
        descriptor = clinux_event()
        guard descriptor >= 0 else {
            throw .systemRefused(program: "input", doing: "make an event", errno: errno)
        }
    }

    deinit {
        Glibc.close(descriptor)
    }

    /// Puts bytes in; never waits.
    ///
    /// - Returns: `false` where nothing was taken, since the input is closed or too much waits.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        let isTaken = state.withLock { state in
            guard !state.isClosing, state.bytes + bytes.count <= Self.bytesMax else { return false }
            if !bytes.isEmpty { state.chunks.append(bytes) }
            state.bytes += bytes.count
            return true
        }
        clinux_event_raise(descriptor)
        return isTaken
    }

    /// Ends the input once all that was put in is written.
    package func close() {
        state.withLock { $0.isClosing = true }
        clinux_event_raise(descriptor)
    }

    /// Ends the wait of whoever waits for the program, if that allows it.
    package func wake() {
        state.withLock { $0.isWoken = true }
        clinux_event_raise(descriptor)
    }

    /// Whether somebody was to be woken; asked once.
    func takeWake() -> Bool {
        state.withLock { state in
            defer { state.isWoken = false }
            return state.isWoken
        }
    }

    var hasBytes: Bool { state.withLock { $0.bytes > 0 } }

    var isAtEnd: Bool { state.withLock { $0.isClosing && $0.bytes == 0 } }

    /// Gives the next bytes to `body`, which answers how many it could use.
    func give(_ body: (UnsafeRawBufferPointer) -> Int) {
        // The chunk is written without the lock: only one thread takes from here.
        let next = state.withLock { state in state.chunks.first.map { ($0, state.offset) } }
        guard let (chunk, offset) = next else { return }
        let count = chunk.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[offset...])) }
        state.withLock { state in
            state.bytes -= count
            state.offset += count
            guard state.offset == chunk.count else { return }
            state.chunks.removeFirst()
            state.offset = 0
        }
    }

    /// Nobody reads it any more.
    func abandon() {
        state.withLock { state in
            state.chunks = []
            state.offset = 0
            state.bytes = 0
            state.isClosing = true
        }
    }
}

extension InputPipe: Hashable {
    package static func == (left: InputPipe, right: InputPipe) -> Bool { left === right }

    package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// Writes the input of one program.
struct InputPump: ~Copyable {
    /// -1 once it is closed.
    private(set) var descriptor: Int32
    let pipe: InputPipe

    init(writing descriptor: Int32, from pipe: InputPipe) {
        self.descriptor = descriptor
        self.pipe = pipe
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Whether there is something that the program could take now.
    var isWaiting: Bool { descriptor >= 0 && pipe.hasBytes }

    /// Writes what the program takes now, and ends its input where that is due.
    mutating func give() {
        guard descriptor >= 0 else { return }
        var isBroken = false
        while pipe.hasBytes, !isBroken {
            var isFull = false
            pipe.give { bytes in
                let count = clinux_write_quietly(descriptor, bytes.baseAddress, bytes.count)
                if count >= 0 { return Int(count) }
                isFull = errno == EAGAIN
                isBroken = !isFull && errno != EINTR
                return 0
            }
            if isFull { return }
        }
        if isBroken || pipe.isAtEnd { finish() }
    }

    /// Ends the input, whatever was still to be written.
    mutating func finish() {
        guard descriptor >= 0 else { return }
        close(descriptor)
        descriptor = -1
        pipe.abandon()
    }
}
