import Digests
import JSONRPCKit

extension MCPServer {
    /// Finds out whether a resource can be watched on this connection at all.
    func checkSubscription(_ call: Call) async throws -> [String: JSONValue] {
        guard call.channel.canPush else { throw RPCError.unknownMethod(call.request.method) }
        let address = try call.text("uri")
        if call.method == .subscribe { _ = try await read(address, context(of: call)) }
        return [:]
    }

    /// Tells a client of what it wants to hear of, until it goes away.
    func listen(_ call: Call) async throws -> [String: JSONValue] {
        guard let asked = call.parameters["notifications"]?.objectValue else {
            throw RPCError.invalidParameters("The parameter 'notifications' must be an object.")
        }
        let wanted = WantedChanges(asked, features: provider.features)
        let tag: JSONValue = [MetaKey.subscription: call.request.id.json]
        let notify = call.channel.notify
        // Before the acknowledgement, so that nothing is missed between the two.
        let announced = changes.listen()
        notify(
            RPCNotification(
                "notifications/subscriptions/acknowledged",
                ["notifications": wanted.json, "_meta": tag]
            )
        )
        let context = context(of: call)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for await change in announced where wanted.contains(change) {
                    notify(change.notification(meta: tag))
                }
                try Task.checkCancellation()
            }
            if !wanted.addresses.isEmpty {
                group.addTask {
                    try await watch(wanted.addresses, context) { address in
                        notify(MCPChange.resource(address).notification(meta: tag))
                    }
                }
            }
            try await group.waitForAll()
        }
        return ["_meta": tag]
    }

    /// How long to wait for a change before it is waited for anew.
    private static let watchLongest = Duration.seconds(24 * 3600)

    /// Looks whether resources have changed when the ledger has; ends when it is cancelled.
    func watch(
        _ addresses: [String],
        _ context: MCPContext,
        _ changed: @Sendable (String) -> Void
    ) async throws {
        var revision = try await provider.revision(context)
        var seen: [String: Digest] = [:]
        for address in addresses { seen[address] = await digest(of: address, context) }
        while true {
            _ = try await ledger.wait(beyond: revision, upTo: Self.watchLongest) {
                try await provider.revision(context)
            }
            let now = try await provider.revision(context)
            if let now, now == revision { continue }
            revision = now
            for address in addresses {
                let digest = await digest(of: address, context)
                if digest != seen[address] { changed(address) }
                seen[address] = digest
            }
        }
    }

    private func digest(of address: String, _ context: MCPContext) async -> Digest? {
        do {
            let contents = try await provider.read(address, context)
            return Digest(of: JSONValue.array(contents.map(\.json)).canonicalBytes)
        } catch {
            // What cannot be read now may be there later, and that is a change too.
            return nil
        }
    }
}

/// The changes that a client wants to hear of, as far as they can happen here.
private struct WantedChanges: Sendable {
    private let kinds: Set<MCPChange>
    let addresses: [String]

    init(_ asked: [String: JSONValue], features: ProviderFeatures) {
        var kinds: Set<MCPChange> = []
        if asked["toolsListChanged"] == true, features.toolsChange { kinds.insert(.tools) }
        if asked["promptsListChanged"] == true, features.promptsChange { kinds.insert(.prompts) }
        if asked["resourcesListChanged"] == true, features.resourcesChange {
            kinds.insert(.resources)
        }
        self.kinds = kinds
        addresses = (asked["resourceSubscriptions"]?.arrayValue ?? []).compactMap(\.stringValue)
    }

    func contains(_ change: MCPChange) -> Bool {
        if case .resource(let address) = change { return addresses.contains(address) }
        return kinds.contains(change)
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [:]
        if kinds.contains(.tools) { members["toolsListChanged"] = true }
        if kinds.contains(.prompts) { members["promptsListChanged"] = true }
        if kinds.contains(.resources) { members["resourcesListChanged"] = true }
        if !addresses.isEmpty {
            members["resourceSubscriptions"] = .array(addresses.map { .string($0) })
        }
        return .object(members)
    }
}

extension MCPChange {
    func notification(meta: JSONValue? = nil) -> RPCNotification {
        var notification: RPCNotification
        switch self {
        case .tools: notification = RPCNotification("notifications/tools/list_changed")
        case .prompts: notification = RPCNotification("notifications/prompts/list_changed")
        case .resources: notification = RPCNotification("notifications/resources/list_changed")
        case .resource(let address):
            notification = RPCNotification(
                "notifications/resources/updated",
                ["uri": .string(address)]
            )
        }
        notification.parameters["_meta"] = meta
        return notification
    }
}
