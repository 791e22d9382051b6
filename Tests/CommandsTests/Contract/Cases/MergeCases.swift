import Digests

/// The merge queue: off, on, and a task on its way through it.
enum MergeCases {
    /// After the deliveries: DE-1 is accepted, DE-2 was sent back.
    static let steps: [ContractStep] = [
        .refused("merge.add", ["task": "DE-1"], as: "merge.off"),
        .refused("merge.run", ["repository": "api"], as: "merge.off"),
        .work(
            """
            cd api && mkdir -p .worklead
            printf '[merge]\\nqueue = "on"\\n' >> .worklead/config.toml
            git add -f .worklead/config.toml && git commit -qm queue .worklead/config.toml
            """
        ),
        .refused("merge.add", ["task": "DE-2"], as: "merge.not_accepted"),
        .refused("merge.add", ["task": "DE-1"], by: "ada", as: "agent.lacks_right"),
        .answered("merge.add", ["task": "DE-1"]),
        .refused("merge.add", ["task": "DE-1"], as: "merge.queued_already"),
        .answered("merge.list", ["repository": "api"]),
        .misread("merge.list"),
        .answered("merge.drop", ["task": "DE-1", "reason": "later"]),
        .refused("merge.drop", ["task": "DE-1", "reason": "later"], as: "merge.not_waiting"),
        .refused("merge.drop", ["task": "DE-2", "reason": "later"], as: "merge.not_queued"),
        .answered("merge.add", ["task": "DE-1"]),
        .refused("merge.run", ["repository": "api"], by: "vera", as: "agent.lacks_right"),
        .answered("merge.run", ["repository": "api", "limit": 1, "unsandboxed": true]),
        .refused("merge.add", ["task": "DE-1"], as: "merge.merged_already"),
        .answered("merge.verify", ["repository": "api"]),
        .refused("merge.verify", ["task": "DE-2"], as: "merge.not_accepted"),
        .answered("merge.list", ["all": true]),
    ]
}
