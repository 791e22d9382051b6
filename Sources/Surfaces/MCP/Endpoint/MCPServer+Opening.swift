import Digests
import JSONRPCKit

// How a conversation begins: `initialize` before 2026, `server/discover` since.
extension MCPServer {
    /// The revision that `initialize` agrees on: the one that was asked for if it is spoken here,
    /// else the newest that begins that way.
    static func agreedVersion(for request: RPCRequest) -> ProtocolVersion {
        let asked = request.parameters["protocolVersion"]?.stringValue
        guard let version = asked.flatMap(ProtocolVersion.init(rawValue:)), !version.isStateless
        else { return .newestWithInitialize }
        return version
    }

    func initialize(_ call: Call) async throws -> [String: JSONValue] {
        _ = try call.text("protocolVersion")
        let version = Self.agreedVersion(for: call.request)
        return [
            "protocolVersion": .string(version.rawValue),
            "capabilities": capabilities(subscriptions: call.channel.canPush, version),
            "serverInfo": provider.identity.json,
            "instructions": .string(try await provider.instructions(context(of: call))),
        ]
    }

    func discover(_ call: Call) async throws -> [String: JSONValue] {
        cached(
            [
                "supportedVersions": .array(
                    ProtocolVersion.newestFirst.map { .string($0.rawValue) }
                ),
                "capabilities": capabilities(subscriptions: true, call.version),
                "instructions": .string(try await provider.instructions(context(of: call))),
            ],
            call
        )
    }

    private func capabilities(subscriptions: Bool, _ version: ProtocolVersion) -> JSONValue {
        let features = provider.features
        var resources: [String: JSONValue] = [:]
        if subscriptions { resources["subscribe"] = true }
        if features.resourcesChange { resources["listChanged"] = true }
        var members: [String: JSONValue] = [
            "tools": features.toolsChange ? ["listChanged": true] : [:],
            "prompts": features.promptsChange ? ["listChanged": true] : [:],
            "resources": .object(resources), "completions": [:],
        ]
        if features.logs { members["logging"] = [:] }
        return .object(members)
    }

    /// Says how long an answer may be kept, in the revision that asks for that.
    ///
    /// What is offered depends on who asks, so nothing may be shared between askers.
    func cached(
        _ result: [String: JSONValue],
        _ call: Call,
        milliseconds: Int64 = 0
    ) -> [String: JSONValue] {
        guard call.version.isStateless else { return result }
        var result = result
        result["ttlMs"] = .integer(milliseconds)
        result["cacheScope"] = "private"
        return result
    }

    func checkLogLevel(_ call: Call) throws -> [String: JSONValue] {
        guard provider.features.logs else { throw RPCError.unknownMethod(call.request.method) }
        guard LogLevel(rawValue: try call.text("level")) != nil else {
            let known = LogLevel.allCases.map(\.rawValue).joined(separator: ", ")
            throw RPCError.invalidParameters("The level must be one of: \(known).")
        }
        return [:]
    }
}
