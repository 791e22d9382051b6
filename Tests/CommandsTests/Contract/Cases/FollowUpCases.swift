import Digests

/// Requests until something shows that they were met; nudges; directives.
enum FollowUpCases {
    static let steps: [ContractStep] = [
        .answered("followup.open", ["agent": "ada", "text": "Release it."]),
        .answered("followup.open", ["agent": "bea", "text": "Mend it."]),
        .refused(
            "followup.open",
            ["agent": "nobody", "text": "Release it."],
            as: "message.unknown_recipient"
        ),
        .answered("followup.list", ["agent": "ada"]),
        .misread("followup.list"),
        .answered(
            "followup.resolve",
            ["followup": "FU-1", "files": [["path": "sync.txt"]], "note": "released"],
            by: "ada"
        ),
        .refused("followup.resolve", ["followup": "FU-2"], by: "bea", as: "followup.no_evidence"),
        .answered("followup.withdraw", ["followup": "FU-2", "reason": "not needed"]),
        .refused(
            "followup.withdraw",
            ["followup": "FU-2", "reason": "not needed"],
            as: "followup.closed"
        ),
        .answered("agent.nudge", ["agent": "bea", "reason": "It waits."]),
        .refused("agent.nudge", ["agent": "bea", "reason": "It waits."], as: "agent.nudged"),
        .answered("message.send", ["to": ["ada"], "kind": "directive", "body": "Freeze it."]),
        .answered("message.send", ["to": ["hub"], "body": "Back at noon."], by: "ada"),
        .refused(
            "message.send",
            ["to": ["ada"], "kind": "pointer", "body": "x"],
            as: "message.own_kind"
        ),
        .answered("event.list", ["preset": "quiet", "limit": 5]),
        .answered("agent.sweep", ["lead_window_seconds": 0, "agent_window_seconds": 60]),
    ]
}
