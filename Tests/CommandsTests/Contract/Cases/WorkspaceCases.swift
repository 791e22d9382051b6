enum WorkspaceCases {
    static let steps: [ContractStep] = [
        .answered("workspace.status", by: "ada"),
        .misread("workspace.status"),
        .answered("now.show", ["since": 3, "limit": 5]),
        .answered("now.show", by: "ada"),
        .refused("now.show", ["limit": 501], as: "input.invalid_field"),
        .answered("doctor.workspace"),
        .misread("doctor.workspace"),
        .answered("outbox.show"),
        .misread("outbox.show"),
        .answered("notify.list"),
        .refused("notify.list", by: "ada", as: "notify.founders_only"),
        .answered("now.line", by: "ada"),
        .misread("now.line"),
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
