import Digests

/// Questions from their asking to what shows them.
enum DecisionCases {
    static let steps: [ContractStep] = [
        .answered("task.create", ["key": "DC-1", "title": "Waits", "ready": true]),
        .answered("decision.ask", asking("strategy", tasks: ["DC-1"]), by: "ada"),
        .answered("decision.ask", asking("routine"), by: "ada"),
        .answered("decision.ask", asking("legal"), by: "bea"),
        .refused(
            "decision.ask",
            ["text": "Which?", "options": [["option": "a", "text": "this"]]],
            by: "ada",
            as: "decision.option_count"
        ),
        .refused("task.claim", ["task": "DC-1"], by: "ada", as: "task.undecided"),
        .answered("decision.list", ["mine": true]),
        .misread("decision.list"),
        .answered("decision.show", ["decision": "D-1"]),
        .refused("decision.show", ["decision": "D-99"], as: "decision.unknown"),
        .refused(
            "decision.answer",
            ["answers": [["decision": "D-1", "option": "a"]]],
            by: "ada",
            as: "decision.not_yours"
        ),
        .answered("decision.delegate", ["decision": "D-2", "agent": "vera"]),
        .refused(
            "decision.delegate",
            ["decision": "D-2", "agent": "nobody"],
            as: "agent.unknown"
        ),
        .answered(
            "decision.answer",
            ["answers": [["decision": "D-1", "option": "a"], ["decision": "D-2", "option": "b"]]]
        ),
        .refused(
            "decision.answer",
            ["answers": [["decision": "D-1", "option": "b"]]],
            as: "decision.answered"
        ),
        .answered("decision.withdraw", ["decision": "D-3", "reason": "not needed"], by: "bea"),
        .refused(
            "decision.withdraw",
            ["decision": "D-3", "reason": "not needed"],
            by: "bea",
            as: "decision.withdrawn"
        ),
        .answered("decision.sweep"),
        .misread("decision.sweep"),
        .answered(
            "decision.record",
            ["text": "Which?", "outcome": "This.", "reference": "DEC-1"]
        ),
        .refused(
            "decision.record",
            ["text": "Which one?", "outcome": "This.", "reference": "DEC-1"],
            as: "decision.known_reference"
        ),
        .answered(
            "decision.evidence",
            ["decision": "D-1", "files": [["path": "docs/minutes.md"]]],
            by: "ada"
        ),
        .refused("decision.evidence", ["decision": "D-1"], as: "decision.no_evidence"),
        .answered("decision.ledger"),
        .misread("decision.ledger"),
        .answered("decision.dashboard"),
        .misread("decision.dashboard"),
        .answered("decision.cadence", ["period": "daily"]),
        .misread("decision.cadence"),
    ]

    private static func asking(_ kind: String, tasks: [JSONValue] = []) -> JSONValue {
        [
            "text": "Which one?", "kind": .string(kind), "tasks": .array(tasks),
            "options": [
                ["option": "a", "text": "this"], ["option": "b", "text": "that"],
            ],
        ]
    }
}
