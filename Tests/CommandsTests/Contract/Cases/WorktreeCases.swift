enum WorktreeCases {
    static let steps: [ContractStep] = [
        .answered(
            "task.create",
            ["key": "WT-1", "title": "One", "repository": "api", "ready": true]
        ),
        .answered("task.claim", ["task": "WT-1", "worktree": false], by: "ada"),
        .answered("worktree.add", ["task": "WT-1"], by: "ada"),
        .refused("worktree.add", ["task": "WT-1"], by: "bea", as: "task.held"),
        .answered("worktree.list"),
        .misread("worktree.list"),
        .answered("worktree.conflicts"),
        .misread("worktree.conflicts"),
        .answered("task.release", ["task": "WT-1"], by: "ada"),
        .answered("worktree.clean", ["task": "WT-1"], by: "ada"),
        .refused("worktree.clean", ["task": "not a key"], by: "ada", as: "input.invalid_field"),
    ]
}
