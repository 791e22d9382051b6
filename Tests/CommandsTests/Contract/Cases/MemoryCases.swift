enum MemoryCases {
    static let steps: [ContractStep] = [
        .answered("task.create", ["key": "ME-1", "title": "Remember", "ready": true]),
        .answered(
            "memory.keep",
            [
                "kind": "observation", "text": "The endpoint answers 202.", "tags": ["http"],
                "task": "ME-1", "files": ["src/jobs.py"],
            ],
            by: "ada"
        ),
        .refused("memory.keep", ["text": " "], by: "ada", as: "memory.empty"),
        .refused(
            "memory.keep",
            ["text": "x", "tags": ["No Tag"]],
            by: "ada",
            as: "input.invalid_field"
        ),
        .answered("memory.keep", ["text": "It answers 200 now."], by: "ada"),
        .answered("memory.search", ["query": "\"answers 202\" endp*"], by: "bea"),
        .refused("memory.search", ["query": "***"], by: "bea", as: "memory.nothing_to_find"),
        .answered("memory.list", ["kind": "observation", "limit": 5]),
        .refused("memory.list", ["limit": 0], as: "input.invalid_field"),
        .answered("memory.show", ["memory": "N-1"]),
        .refused("memory.show", ["memory": "N-99"], as: "memory.unknown"),
        .answered(
            "memory.brief",
            ["budget_bytes": 400, "task": "ME-1", "files": ["src/jobs.py", "src/b.py"]],
            by: "bea"
        ),
        .refused("memory.brief", ["task": "ME-99"], as: "task.unknown"),
        .answered("memory.timeline", ["task": "ME-1"]),
        .refused("memory.timeline", ["agent": "zoe"], as: "agent.unknown"),
        .refused(
            "memory.supersede",
            ["memory": "N-2", "by": "N-3"],
            by: "bea",
            as: "memory.anothers"
        ),
        .answered("memory.supersede", ["memory": "N-2", "by": "N-3"], by: "ada"),
        .answered("memory.retire", ["memory": "N-3", "reason": "it is gone"]),
        .refused("memory.retire", ["memory": "N-2", "reason": "x"], as: "memory.superseded"),
    ]
}
