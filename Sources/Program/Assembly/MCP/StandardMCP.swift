import Commands
import Glibc
import MCP
import Model
import Operations
import SubprocessKit
import Telemetry

/// Serves the protocol on the process's own streams.
struct StandardMCP: MCPServing {
    let time: SystemTime
    let interruption: Interruption?
    /// Makes what carries operations out, for the workspace that is named.
    let caller: @Sendable (_ workspace: String?) -> any OperationCaller

    func serve(
        as role: Role?,
        _ options: CallOptions,
        in workspace: String?
    ) async {
        let make = caller
        let caller = FreshCaller { make(workspace) }
        let pauses = MeasuredPauses(time: time)
        let provider = WorkspaceProvider(caller, pauses: pauses, version: ProgramRelease.version)
        // Lines of several tasks must not run into each other.
        let output = Lock(STDOUT_FILENO)
        let connection = MCPConnection(
            MCPServer(provider, pauses: pauses),
            asker: MCPAsker(role: role, options: options)
        ) { line in
            output.withLock { Streams.write(line + "\n", to: $0) }
        }
        await connection.serve(StandardInput.chunks(until: interruption))
    }
}

/// Chooses for each call anew who carries it out.
///
/// A conversation lasts, and meanwhile a gateway of the workspace may start, end or be restarted;
/// and between two calls nothing is kept open that others wait for.
struct FreshCaller: OperationCaller {
    let make: @Sendable () -> any OperationCaller

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        try await make().call(operation, input, options)
    }
}

/// Pauses by the machine's clock, and how long they were.
package struct MeasuredPauses: WaitPausing {
    private let time: SystemTime

    package init(time: SystemTime) {
        self.time = time
    }

    package func pause(upTo duration: Duration) async throws -> Duration {
        let start = time.elapsed()
        try await Alarms.shared.pause(for: duration)
        return time.elapsed() - start
    }
}

/// What the process is sent on its standard input.
enum StandardInput {
    /// The bytes as they come, until the input ends or the process is to end.
    ///
    /// A thread of its own reads them: a read that waits would take one of the few threads that
    /// all tasks share.
    static func chunks(until interruption: Interruption?) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            let reader = Unmanaged.passRetained(Reader(continuation, interruption))
            var thread = pthread_t()
            let outcome = pthread_create(&thread, nil, readInput, reader.toOpaque())
            guard outcome == 0 else {
                reader.release()
                return continuation.finish()
            }
            pthread_detach(thread)
        }
    }

    fileprivate final class Reader {
        private let continuation: AsyncStream<[UInt8]>.Continuation
        private let interruption: Interruption?

        init(_ continuation: AsyncStream<[UInt8]>.Continuation, _ interruption: Interruption?) {
            self.continuation = continuation
            self.interruption = interruption
        }

        func run() {
            var buffer = [UInt8](repeating: 0, count: 65536)
            while interruption?.allowsReading(from: STDIN_FILENO) ?? true {
                let count = read(STDIN_FILENO, &buffer, buffer.count)
                if count > 0 {
                    continuation.yield(Array(buffer[..<count]))
                } else if count == 0 || errno != EINTR {
                    break
                }
            }
            continuation.finish()
        }
    }
}

private func readInput(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<StandardInput.Reader>.fromOpaque(context).takeRetainedValue().run()
    return nil
}
