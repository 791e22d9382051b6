enum MessageCases {
    static let steps: [ContractStep] = [
        .answered(
            "message.send",
            ["to": ["ada", "bea"], "body": "The schema is there.", "acknowledge_seconds": 600],
            keeping: ["message": "message", "thread": "thread"]
        ),
        .refused(
            "message.send",
            ["to": ["zoe"], "body": "Hello."],
            as: "message.unknown_recipient"
        ),
        .answered("message.inbox", ["unacknowledged": true], by: "ada"),
        .refused("message.inbox", ["limit": 0], by: "ada", as: "input.invalid_field"),
        .answered("message.show", ["message": "$message"], by: "ada"),
        .refused("message.show", ["message": "M-999"], by: "ada", as: "message.unknown"),
        .answered("message.thread", ["thread": "$thread", "limit": 5], by: "ada"),
        .refused("message.thread", by: "ada", as: "input.missing_field"),
        .answered("message.search", ["text": "schema"], by: "ada"),
        .answered("message.search", ["task": "T-1"], by: "ada"),
        .refused("message.search", ["limit": 0], by: "ada", as: "input.invalid_field"),
        .answered("message.ack", ["message": "$message", "note": "Seen."], by: "ada"),
        .refused("message.ack", ["message": "$message"], by: "vera", as: "message.not_recipient"),
        .answered("message.mark_read", ["through": "$message"], by: "bea"),
        .refused("message.mark_read", ["through": "M-999"], by: "bea", as: "message.unknown"),
        .answered("message.sweep"),
        .refused("message.sweep", ["extra_seconds": 0], as: "input.invalid_field"),
    ]
}
