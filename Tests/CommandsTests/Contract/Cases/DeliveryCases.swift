import Digests

enum DeliveryCases {
    static let steps: [ContractStep] =
        delivered("DE-1") + [
            .answered("task.edit", ["task": "DE-1", "phase": "RO"]),
            .refused(
                "task.deliver",
                ["task": "DE-1", "path": "$tree", "revision": "HEAD^"],
                by: "bea",
                as: "task.not_held"
            ),
            .refused("task.replay", ["task": "DE-1"], by: "ada", as: "agent.lacks_right"),
            .answered("task.replay", ["task": "DE-1", "unsandboxed": true], by: "vera"),
            .answered("task.accept", ["task": "DE-1", "gaps": "It is a test."], by: "vera"),
            .refused("task.accept", ["task": "DE-1"], by: "vera", as: "task.finished"),
        ]
        + delivered("DE-2") + [
            .refused(
                "task.rework",
                ["task": "DE-2", "findings": []],
                by: "vera",
                as: "verdict.no_finding"
            ),
            .answered("task.rework", ["task": "DE-2", "findings": ["It says no."]], by: "vera"),
        ]
        + delivered("DE-3") + [
            .answered("task.reject", ["task": "DE-3", "reason": "another problem"], by: "vera"),
            .refused(
                "task.reject",
                ["task": "DE-3", "reason": "another problem"],
                by: "vera",
                as: "task.not_delivered"
            ),
        ]

    /// A task that ada has handed in.
    private static func delivered(_ key: String) -> [ContractStep] {
        let key = JSONValue.string(key)
        return [
            .answered(
                "task.create",
                ["key": key, "packet": packet(key), "repository": "api", "ready": true]
            ),
            .answered("task.claim", ["task": key], by: "ada", keeping: ["tree": "worktree"]),
            .work(
                "cd '$tree' && printf 'echo ok\\necho hello\\n' > src/run.sh && git commit -qam x"
            ),
            .answered("task.deliver", ["task": key, "path": "$tree"], by: "ada"),
        ]
    }

    private static func packet(_ key: JSONValue) -> JSONValue {
        .string(TaskLifeTests.packet.replacing("WP-1-Hello", with: key.stringValue ?? ""))
    }
}
