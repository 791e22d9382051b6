import Digests
import Operations

/// What a workspace's gateways are to be, also when they are started again without being told.
package struct GatewaySettings: Record, Equatable {
    package static let name = "gateway.settings"
    package static let fields: [Field<Self>] = [
        Field("published", \.published, "Where a tunnel or a reverse proxy publishes it.")
    ]

    package var published: PublishedAddress?

    package init() {}

    private static func path(in stateDirectory: String) -> String {
        stateDirectory + "/gateway-settings.json"
    }

    /// The settings that were kept.
    static func read(in stateDirectory: String) -> GatewaySettings {
        do {
            guard let text = try PrivateFile.read(path(in: stateDirectory)) else {
                return GatewaySettings()
            }
            return try GatewaySettings(json: try JSONValue(parsing: text), unknownFields: .ignored)
        } catch {
            // What can't be read publishes nothing: the gateway then serves this machine alone, and
            // says so.
            return GatewaySettings()
        }
    }

    /// Keeps the settings where they are others than before.
    package func keep(in stateDirectory: String) throws {
        guard self != Self.read(in: stateDirectory) else { return }
        try PrivateFile.write(json.canonicalText + "\n", to: Self.path(in: stateDirectory))
    }
}
