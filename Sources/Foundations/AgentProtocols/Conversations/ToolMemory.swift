/// The tools that an agent has begun to use, so that what comes later about one can be told whole.
struct ToolMemory: Hashable, Sendable {
    /// So many are remembered; of the oldest only the number is known then.
    private static let countMax = 512

    private var uses: [String: ToolUse] = [:]
    private var order: [String] = []

    subscript(id: String) -> ToolUse? { uses[id] }

    mutating func remember(_ use: ToolUse) {
        if uses.updateValue(use, forKey: use.id) == nil { order.append(use.id) }
        if order.count > Self.countMax { uses[order.removeFirst()] = nil }
    }

    /// A later phase of a use, with what was told of it before.
    mutating func next(
        _ id: String,
        _ phase: ToolUse.Phase,
        output: ClippedText = ClippedText("")
    ) -> ToolUse {
        var use = uses[id] ?? ToolUse(id: id, name: "", kind: .other, phase: phase)
        use.phase = phase
        use.output = output
        remember(use)
        return use
    }
}
