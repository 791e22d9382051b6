enum TokenCases {
    static let steps: [ContractStep] = [
        .answered(
            "token.create",
            ["agent": "bea", "note": "for a night"],
            keeping: ["session": "session"]
        ),
        .refused("token.create", ["agent": "bea"], by: "ada", as: "agent.lacks_right"),
        .answered("token.list"),
        .misread("token.list"),
        .answered("token.revoke", ["session": "$session", "reason": "it is morning"]),
        .refused("token.revoke", ["session": "S-999"], as: "session.unknown"),
    ]
}
