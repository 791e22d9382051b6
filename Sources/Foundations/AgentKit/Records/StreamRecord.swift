import CLinux
import Glibc
import SubprocessKit
import Telemetry

/// The streams of an agent's program as they were: what it wrote, what it was told, what it
/// complained.
///
/// Each is a file in the order's directory. Nothing is changed in them: not the ends of lines, not
/// bytes that are no text.
final class StreamRecord: Sendable {
    /// The three streams.
    enum Stream: String, CaseIterable {
        case output = "output.raw"
        case input = "input.raw"
        case error = "error.raw"
    }

    private struct State {
        var descriptors: [Stream: Int32] = [:]
        var failure: String?
    }

    private let state: Lock<State>

    init(in directory: String) throws(AgentKitError) {
        var descriptors: [Stream: Int32] = [:]
        for stream in Stream.allCases {
            let path = directory + "/" + stream.rawValue
            let descriptor = clinux_open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
            guard descriptor >= 0 else {
                let reason = String(cString: strerror(errno))
                for open in descriptors.values { close(open) }
                throw .recordUnusable(path: path, reason: reason)
            }
            descriptors[stream] = descriptor
        }
        state = Lock(State(descriptors: descriptors))
    }

    deinit {
        closeAll()
    }

    /// Why something could not be kept; `nil` as long as all was.
    var failure: String? { state.withLock { $0.failure } }

    func append(_ bytes: UnsafeRawBufferPointer, to stream: Stream) {
        state.withLock { state in
            guard state.failure == nil, let descriptor = state.descriptors[stream] else { return }
            var rest = bytes
            while !rest.isEmpty {
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else {
                    state.failure = String(cString: strerror(errno))
                    return
                }
                rest = UnsafeRawBufferPointer(rebasing: rest[count...])
            }
        }
    }

    /// Ends the files, on the disk.
    func finish() {
        state.withLock { state in
            for descriptor in state.descriptors.values where fsync(descriptor) != 0 {
                state.failure = state.failure ?? String(cString: strerror(errno))
            }
        }
        closeAll()
    }

    private func closeAll() {
        state.withLock { state in
            for descriptor in state.descriptors.values { close(descriptor) }
            state.descriptors = [:]
        }
    }
}
