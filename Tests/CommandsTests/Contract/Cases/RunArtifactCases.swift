/// What the agents of a run leave, while the run of ``RunCases`` goes on.
enum RunArtifactCases {
    static let steps: [ContractStep] = [
        .answered("run.artifacts", ["run": "run-a", "agent": "ada", "state": "due", "limit": 9]),
        .answered("run.artifacts", ["run": "run-a"]),
        .refused("run.artifacts", ["run": "run-z"], as: "run.unknown"),
        .refused("run.artifacts", ["run": "run-a", "agent": "vera"], as: "run.not_of_run"),
    ]
}
