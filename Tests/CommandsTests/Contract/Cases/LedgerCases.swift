enum LedgerCases {
    static let steps: [ContractStep] = [
        .answered("event.list", ["limit": 1000]),
        .refused("event.list", ["limit": 0], as: "input.invalid_field"),
        .answered("ledger.verify"),
        .misread("ledger.verify"),
        .answered("ledger.rebuild"),
        .refused("ledger.rebuild", by: "ada", as: "agent.lacks_right"),
    ]
}
