enum ClaimCases {
    static let steps: [ContractStep] = [
        .answered("lane.add", ["lane": "claims", "function": "What is claimed"]),
        .answered("task.create", ["key": "CL-1", "title": "One", "lane": "claims", "ready": true]),
        .answered("task.next", ["lane": "claims"], by: "ada"),
        .refused("task.next", ["limit": 0], by: "ada", as: "input.invalid_field"),
        .answered("task.claim", ["task": "CL-1", "worktree": false], by: "ada"),
        .refused("task.claim", ["task": "CL-1", "worktree": false], by: "bea", as: "task.held"),
        .answered("task.acknowledge", ["task": "CL-1"]),
        .refused("task.acknowledge", ["task": "CL-1"], as: "task.already_acknowledged"),
        .answered("task.renew", ["task": "CL-1", "lease_seconds": 600], by: "ada"),
        .refused("task.renew", ["task": "CL-1", "fence": 99], by: "ada", as: "task.stale_fence"),
        .answered("task.pause", ["task": "CL-1", "reason": "asks"], by: "ada"),
        .refused("task.pause", ["task": "CL-9", "reason": "asks"], by: "ada", as: "task.unknown"),
        .answered("task.resume", ["task": "CL-1"], by: "ada"),
        .refused("task.resume", ["task": "CL-1"], by: "ada", as: "task.not_paused"),
        .answered("task.release", ["task": "CL-1", "note": "Half done."], by: "ada"),
        .refused("task.release", ["task": "CL-1"], by: "ada", as: "task.not_held"),
        .answered("task.claim_next", ["lane": "claims", "worktree": false], by: "bea"),
        .refused("task.claim_next", ["lane": "claims"], by: "ada", as: "task.nothing_ready"),
        .answered("task.release", ["task": "CL-1"], by: "bea"),
        .answered("task.reclaim", by: "ada"),
        .refused("task.reclaim", ["task": "CL-1"], as: "task.not_held"),
        .answered("task.assign", ["task": "CL-1", "agent": "bea"], keeping: ["told": "message"]),
        .answered("message.ack", ["message": "$told"], by: "bea"),
        .refused(
            "task.assign",
            ["task": "CL-1", "agent": "ada"],
            as: "task.held"
        ),
        .answered("task.release", ["task": "CL-1"], by: "bea"),
    ]
}
