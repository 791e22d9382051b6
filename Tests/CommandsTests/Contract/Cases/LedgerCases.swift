enum LedgerCases {
    static let steps: [ContractStep] = [
        .answered("event.list", ["limit": 1000]),
        .refused("event.list", ["limit": 0], as: "input.invalid_field"),
        .answered("ledger.verify"),
        .misread("ledger.verify"),
        .refused("ledger.key", as: "ledger.no_key"),
        .refused("ledger.prove", ["event": "1"], as: "ledger.no_checkpoint"),
        .answered("ledger.checkpoint"),
        .misread("ledger.checkpoint"),
        .answered("ledger.key"),
        .answered("ledger.prove", ["event": "3"]),
        .answered("ledger.consistency", ["from": 3, "to": 7]),
        .refused("ledger.consistency", ["from": 3, "to": 100_000], as: "ledger.no_event"),
        .answered("ledger.rebuild"),
        .refused("ledger.rebuild", by: "ada", as: "agent.lacks_right"),
    ]
}
