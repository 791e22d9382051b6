import Digests
import Glibc
import HTTPKit
import Model
import Operations

/// What a running gateway leaves in the workspace's state directory so that commands find it.
package struct GatewayRecord: Record, Equatable {
    package static let name = "gateway.record"
    package static let fields: [Field<Self>] = [
        Field("pid", \.process, "The process.", .hasDefault),
        Field("socket", \.socket, "The path of its Unix socket.", .hasDefault),
        Field("port", \.port, "Its port on 127.0.0.1."),
        Field("published", \.published, "Where a tunnel or a reverse proxy publishes it."),
        Field("owner", \.owner, "The agent who started it."),
        Field("started_at", \.startedAt, "Since when it runs."),
        Field("version", \.version, "The program's version.", .hasDefault),
    ]

    package var process = 0
    package var socket = ""
    package var port: Int?
    package var published: PublishedAddress?
    package var owner: AgentID?
    package var startedAt: Timestamp?
    package var version = ""

    package init() {}

    static func path(in stateDirectory: String) -> String { stateDirectory + "/gateway.json" }

    /// The record of the gateway that runs, or ran until it was killed; `nil` where none is left.
    package static func read(in stateDirectory: String) -> GatewayRecord? {
        do {
            guard let text = try PrivateFile.read(path(in: stateDirectory)) else { return nil }
            return try GatewayRecord(json: try JSONValue(parsing: text), unknownFields: .ignored)
        } catch {
            // A record that can't be read names no gateway: the store is then opened here, and
            // refused where a gateway has it.
            return nil
        }
    }

    package func write(in stateDirectory: String) throws {
        try PrivateFile.write(json.canonicalText + "\n", to: Self.path(in: stateDirectory))
    }

    package static func remove(from stateDirectory: String) {
        unlink(path(in: stateDirectory))
    }

    /// Where its socket is.
    var address: HTTPAddress { .unix(path: socket) }

    /// Whether a gateway answers there.
    package func answers(_ time: any TimeSource) -> Bool {
        var limits = HTTPClientLimits()
        limits.answer = .seconds(5)
        let client = HTTPClient(address, limits: limits) { time.elapsed() }
        do {
            _ = try client.send(.get, "/health")
            return true
        } catch {
            return false
        }
    }
}
