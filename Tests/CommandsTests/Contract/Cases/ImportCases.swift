enum ImportCases {
    static let steps: [ContractStep] = [
        .answered("import.list"),
        .answered("import.list", ["kind": "brief", "layout": "parallel", "task": "QUEUE-901"]),
        .refused("import.list", ["kind": "weather"], as: "input.invalid_field"),
    ]
}
