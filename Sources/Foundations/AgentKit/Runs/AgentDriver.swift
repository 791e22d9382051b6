import AgentProtocols
import Glibc
import SubprocessKit

/// Starts agents' programs and drives each to the end of one piece of work.
package struct AgentDriver: Sendable {
    /// The longest prompt, in bytes.
    package static let promptBytesMax = 8 << 20

    private let clock: @Sendable () -> Duration

    /// - Parameter clock: A clock that never goes back.
    package init(clock: @escaping @Sendable () -> Duration) {
        self.clock = clock
    }

    /// Starts an order's program and tells it what to do.
    ///
    /// The record of the process is on the disk before the program runs, so whoever comes after a
    /// crash at any moment finds what was started; see ``LeftAgent``.
    ///
    /// The program gets SIGTERM when the process that drives it dies. A run that nobody waits for
    /// goes on to its end or its limits.
    package func start(_ order: AgentOrder) async throws(AgentKitError) -> AgentRun {
        try Self.check(order)
        let streams = try StreamRecord(in: order.recordDirectory)
        let core: AgentCore
        do throws(SubprocessError) {
            core = try AgentCore(order, streams: streams, clock: clock)
        } catch {
            throw AgentKitError(error)
        }
        return AgentRun(core, identity: try await AgentLoop.start(core).get())
    }

    private static func check(_ order: AgentOrder) throws(AgentKitError) {
        guard !order.mark.isEmpty, !order.mark.utf8.contains(0) else {
            throw .malformed(what: "an empty mark")
        }
        guard order.brief.directory.hasPrefix("/"), order.recordDirectory.hasPrefix("/") else {
            throw .malformed(what: "a directory that is not absolute")
        }
        guard try AgentRecord(in: order.recordDirectory) == nil else {
            throw .recordInUse(path: order.recordDirectory)
        }
        guard order.brief.prompt.utf8.count <= promptBytesMax else {
            throw .malformed(what: "a prompt of more than \(promptBytesMax) bytes")
        }
    }
}
