enum WorkspaceCases {
    static let steps: [ContractStep] = [
        .answered("workspace.status", by: "ada"),
        .misread("workspace.status"),
        .answered("workspace.prime", ["role": "worker"], by: "ada"),
        .refused("workspace.prime", ["role": "boss"], as: "input.invalid_field"),
        .answered("rule.list"),
        .misread("rule.list"),
        .answered("rule.set", ["rule": "report", "level": "off"]),
        .refused(
            "rule.set",
            ["rule": "report", "level": "block"],
            by: "ada",
            as: "agent.lacks_right"
        ),
        .answered("repo.list"),
        .misread("repo.list"),
    ]
}
