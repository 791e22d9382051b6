import Assembly
import Client
import Digests
import Gateway
import Glibc
import Model
import Operations
import ServiceKit

/// The gateway's program, put together: reads its order, serves, and ends when it is told to.
package enum GatewayMain {
    /// - Returns: The exit code.
    package static func run() async -> Int32 {
        signal(SIGPIPE, SIG_IGN)
        ProcessResources.shareMemoryAmongThreads()
        // The connections that the server admits, and the files of as many replays as there can be.
        ProcessResources.raiseDescriptors(to: 16384)
        do {
            let order = try readOrder()
            guard let lock = try await lock(order) else { return 0 }
            // Held until the process ends: there is one gateway for one workspace.
            defer { withExtendedLifetime(lock) {} }
            return try await RunningGateway.serve(order, answer: answer)
        } catch {
            answer(GatewayAnswer { $0.error = ErrorReport(error) })
            log(ErrorReport(error).message)
            return Int32(ErrorReport(error).exitCode)
        }
    }

    private static func readOrder() throws -> GatewayOrder {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(STDIN_FILENO, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0, bytes.count < 1 << 16 else { break }
            bytes += chunk[..<count]
        }
        guard !bytes.isEmpty else { throw NoOrderError() }
        do {
            return try GatewayOrder(json: try JSONValue(parsing: bytes))
        } catch is JSONError {
            throw NoOrderError()
        }
    }

    /// The lock of the one gateway; `nil` where another has it, which was then named.
    ///
    /// One that is on its way is waited for, and one that is on its way out is followed.
    private static func lock(_ order: GatewayOrder) async throws -> ProcessLock? {
        let time = SystemTime()
        let end = time.elapsed() + .seconds(30)
        repeat {
            if let lock = try ProcessLock(at: order.stateDirectory + "/gateway.lock") {
                return lock
            }
            // Looked at again afterwards: the one that answers may have just come, in the place
            // of one that was killed.
            if let record = GatewayRecord.read(in: order.stateDirectory), record.answers(time),
                GatewayRecord.read(in: order.stateDirectory) == record
            {
                answer(
                    GatewayAnswer {
                        $0.running = GatewayLine(record)
                        $0.already = true
                    }
                )
                return nil
            }
            WaitingThread.pause(for: .milliseconds(10))
        } while time.elapsed() < end
        throw OtherGatewayError()
    }

    private static func answer(_ answer: GatewayAnswer) {
        Streams.write(answer.json.canonicalText + "\n", to: STDOUT_FILENO)
        // Whoever started it reads to the end.
        let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
        if nothing >= 0 {
            dup2(nothing, STDOUT_FILENO)
            close(nothing)
        }
    }

    /// Says a line to whoever keeps the log.
    static func log(_ line: String) { Streams.write(line + "\n", to: STDERR_FILENO) }
}

/// A gateway's program that was started by hand.
struct NoOrderError: Reportable {
    var code: String { "gateway.no_order" }
    var category: ErrorCategory { .usage }
    var message: String { "worklead-gateway is started by worklead." }
    var hint: String? { "`worklead up` starts it, and `worklead gateway run` becomes it." }
}

/// Another gateway that has the workspace and does not answer.
struct OtherGatewayError: Reportable {
    var code: String { "gateway.silent" }
    var category: ErrorCategory { .unreachable }
    var message: String { "Another gateway has this workspace, and does not answer." }
    var hint: String? { "`worklead gateway status` names its process." }
}
