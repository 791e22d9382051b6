import Digests

enum GateCases {
    static let steps: [ContractStep] = [
        .answered("gate.list"),
        .misread("gate.list"),
        .answered("gate.show", ["gate": "secrets"]),
        .refused("gate.show", ["gate": "nowhere"], as: "gate.unknown"),
        .answered("gate.run", ["gates": ["lint"], "task": "DE-2"], by: "vera"),
        .refused("gate.run", ["gates": ["nowhere"], "task": "DE-2"], as: "gate.unknown"),
        .answered("gate.history", ["gate": "scope"]),
        .answered("gate.history", [:]),
        .refused("gate.history", ["gate": "nowhere"], as: "gate.unknown"),
        .answered("gate.cost"),
        .misread("gate.cost"),
        .answered("gate.selftest", ["gates": ["secrets"]]),
        .refused("gate.selftest", ["gates": ["nowhere"]], as: "gate.unknown"),
        .answered("gate.note", ["gate": "edit", "fault": "It is elsewhere."], by: "ada"),
        .refused(
            "gate.note",
            ["gate": "nowhere", "fault": "It is elsewhere."],
            as: "gate.unknown"
        ),
        .answered("report.audit"),
        .misread("report.audit"),
    ]
}
