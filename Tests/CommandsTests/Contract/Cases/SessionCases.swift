enum SessionCases {
    static let steps: [ContractStep] = [
        .answered("session.show", by: "ada"),
        .misread("session.show"),
        .answered("session.beat", ["note": "reading"], by: "ada"),
        .refused("session.beat", ["lease_seconds": 0], by: "ada", as: "input.invalid_field"),
        .answered(
            "session.save",
            ["done": "Half of it", "next": "The rest", "meta": ["shift=mid"]],
            by: "ada"
        ),
        .refused(
            "session.save",
            ["done": "Half", "meta": ["shift"]],
            by: "ada",
            as: "session.bad_meta"
        ),
        .answered("session.checklist", by: "ada"),
        .refused("session.checklist", ["task": "SE-99"], by: "ada", as: "task.unknown"),
        .answered("session.handoffs", ["all": true]),
        .misread("session.handoffs"),
        .work(
            """
            cd api && echo loose > loose
            printf %s "$("$program" session switch --to ada --key seat --print session)" > ../found
            "$program" session end --key away && rm loose
            """
        ),
        .keep("found", file: "found"),
        .answered("session.settle", ["session": "$found", "note": "thrown away"]),
        .refused("session.settle", ["session": "S-999"], as: "session.no_handoff"),
        .refused("session.save", ["done": " "], by: "ada", as: "session.note_empty"),
        .answered("session.checkpoint", ["trigger": "auto"], by: "ada"),
        .refused("session.checkpoint", ["trigger": ""], by: "ada", as: "input.invalid_field"),
        .answered("session.brief", by: "ada"),
        .refused("session.brief", ["since": -1], by: "ada", as: "input.invalid_field"),
        .answered("session.check", by: "ada"),
        .misread("session.check"),
        // A token stands nowhere, so nobody else can go on there; the same agent can.
        .answered("session.switch", ["agent": "ada"], by: "ada"),
        .refused("session.switch", ["agent": "bea"], by: "ada", as: "session.no_place"),
        .answered(
            "session.end",
            ["reason": "the day is over", "reflect": "Ask before the parser is written."],
            by: "eve"
        ),
        .misread("session.end"),
    ]
}
