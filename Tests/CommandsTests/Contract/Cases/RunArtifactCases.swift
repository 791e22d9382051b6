/// What the agents of a run leave, and its clean-up; while the run of ``RunCases`` goes on.
enum RunArtifactCases {
    static let steps: [ContractStep] = [
        .answered("run.artifacts", ["run": "run-a", "agent": "ada", "state": "due", "limit": 9]),
        .refused("run.artifacts", ["run": "run-z"], as: "run.unknown"),
        .answered("run.scaffold", ["run": "run-a", "agent": "ada"], by: "ada"),
        .refused("run.scaffold", ["run": "run-a", "agent": "vera"], as: "run.not_of_run"),
        .refused("run.check_cleanup", ["run": "run-a"], as: "run.no_manifest"),
        .work("cd api && \(manifest("run-b")) > CLEANUP.toml"),
        .answered("run.check_cleanup", ["run": "run-a"]),
        .refused("run.clean", ["run": "run-a"], as: "run.cleanup_refused"),
        .work("cd api && \(manifest("run-a")) > CLEANUP.toml"),
        .answered("run.clean", ["run": "run-a"]),
        .work("rm -rf api/CLEANUP.toml api/ada"),
    ]

    private static func manifest(_ run: String) -> String {
        """
        printf '[cleanup]\\nrun = "\(run)"\\n[[paths]]\\npath = "test.sh"\\naction = "keep"\\n\
        reason = "It is run."\\n'
        """
    }
}
