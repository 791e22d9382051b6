import Telemetry

/// Which of a workspace's gateways a command has found gone, so that it knows a new one.
package final class GatewaySighting: Sendable {
    private let gone = Lock<GatewayRecord?>(nil)

    package init() {}

    /// The gateway that has left its record there; `nil` where none has, or one that is gone.
    func record(in stateDirectory: String) -> GatewayRecord? {
        guard let record = GatewayRecord.read(in: stateDirectory) else { return nil }
        return gone.withLock { $0 == record } ? nil : record
    }

    func isAny(in stateDirectory: String) -> Bool { record(in: stateDirectory) != nil }

    /// That gateway does not answer any more.
    func lose(_ record: GatewayRecord) { gone.withLock { $0 = record } }
}
