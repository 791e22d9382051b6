import AgentProtocols
import Digests

/// What a launch knows of its agent's conversation, kept beside its streams: its name, and what it
/// had used in all when the launch was over.
struct ConversationFile {
    let name: String
    var usage = AgentUsage()

    private static let file = "conversation.json"

    init(name: String, usage: AgentUsage = AgentUsage()) {
        self.name = name
        self.usage = usage
    }

    /// Reads it; `nil` where there is none.
    init?(in directory: String, _ ground: DriveGround) throws {
        guard let text = try ground.read(directory + "/" + Self.file) else { return nil }
        let json = try JSONValue(parsing: text)
        guard let name = json["name"]?.stringValue else { return nil }
        self.name = name
        func figure(_ key: String) -> Int64 { json[key]?.int64Value ?? 0 }
        usage.span = AgentUsage.Span(rawValue: json["span"]?.stringValue ?? "") ?? .process
        (usage.inputTokens, usage.outputTokens) = (figure("input"), figure("output"))
        (usage.cacheReadTokens, usage.cacheWriteTokens) = (
            figure("cache_read"), figure("cache_write")
        )
        usage.costMicrodollars = json["cost_microusd"]?.int64Value
    }

    func write(in directory: String, _ ground: DriveGround) throws {
        let json: JSONValue = .object(
            [
                "name": .string(name), "span": .string(usage.span.rawValue),
                "input": .integer(usage.inputTokens), "output": .integer(usage.outputTokens),
                "cache_read": .integer(usage.cacheReadTokens),
                "cache_write": .integer(usage.cacheWriteTokens),
                "cost_microusd": usage.costMicrodollars.map { .integer($0) },
            ].compactMapValues(\.self)
        )
        try ground.write(json.canonicalText + "\n", directory + "/" + Self.file)
    }
}

extension AgentUsage {
    /// What was used since a conversation stood there.
    func since(_ before: AgentUsage) -> AgentUsage {
        var rest = self
        if let cost = costMicrodollars {
            rest.costMicrodollars = max(0, cost - (before.costMicrodollars ?? 0))
        }
        guard span == .session, before.span == .session else { return rest }
        rest.inputTokens = max(0, inputTokens - before.inputTokens)
        rest.outputTokens = max(0, outputTokens - before.outputTokens)
        rest.cacheReadTokens = max(0, cacheReadTokens - before.cacheReadTokens)
        rest.cacheWriteTokens = max(0, cacheWriteTokens - before.cacheWriteTokens)
        return rest
    }
}
