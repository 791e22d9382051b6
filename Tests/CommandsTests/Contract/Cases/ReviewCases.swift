import Digests

/// A review of the commit that a task's delivery named, from its start to its close.
enum ReviewCases {
    static let steps: [ContractStep] = [
        .answered("review.start", ["task": "DE-2"], by: "vera"),
        .refused("review.start", ["task": "DE-99"], by: "vera", as: "task.unknown"),
        finding("high", "It says too much."),
        finding("medium", "It has no comment."),
        .refused(
            "finding.add",
            ["review": "RV-99", "severity": "low", "text": "x"],
            by: "vera",
            as: "review.unknown"
        ),
        .answered("finding.import", ["review": "RV-1", "log": .string(log)], by: "vera"),
        .refused(
            "finding.import",
            ["review": "RV-1", "log": "{"],
            by: "vera",
            as: "sarif.not_json"
        ),
        .refused("review.close", ["review": "RV-1"], by: "vera", as: "review.open_findings"),
        .answered("finding.dispute", ["finding": "F-1", "reason": "It has to."], by: "ada"),
        .refused(
            "finding.dispute",
            ["finding": "F-99", "reason": "It has to."],
            by: "ada",
            as: "finding.unknown"
        ),
        .answered("finding.accept", ["finding": "F-1", "reason": "It does."], by: "vera"),
        .refused(
            "finding.accept",
            ["finding": "F-1", "reason": "It does."],
            by: "vera",
            as: "finding.settled"
        ),
        .work("cd '$tree' && printf '# Says hello.\\n' >> src/run.sh && git commit -qam y"),
        .answered("finding.fix", ["finding": "F-2", "path": "$tree"], by: "ada"),
        .refused(
            "finding.fix",
            ["finding": "F-99", "path": "$tree"],
            by: "ada",
            as: "finding.unknown"
        ),
        .answered("finding.list", ["severity": "medium", "all": true]),
        .misread("finding.list"),
        .answered("review.list"),
        .misread("review.list"),
        .answered("review.show", ["review": "RV-1"]),
        .refused("review.show", ["review": "RV-99"], as: "review.unknown"),
        .answered("task.diff", ["task": "DE-2"]),
        .refused("task.diff", ["task": "DE-2", "delivery": "V-99"], as: "delivery.unknown"),
        .answered("task.proof", ["task": "DE-1"]),
        .refused("task.proof", ["task": "DE-99"], as: "task.unknown"),
        .answered("review.export", ["review": "RV-1"]),
        .refused("review.export", ["review": "RV-99"], as: "review.unknown"),
        .answered(
            "review.rereview",
            ["review": "RV-1", "revision": "HEAD", "path": "$tree"],
            by: "vera"
        ),
        .refused("review.rereview", ["review": "RV-99"], by: "vera", as: "review.unknown"),
        .answered("review.close", ["review": "RV-1"], by: "vera"),
        .answered("review.start", ["task": "DE-2"], by: "vera"),
        .answered("review.abandon", ["review": "RV-2", "reason": "It is late."], by: "vera"),
        .refused(
            "review.abandon",
            ["review": "RV-2", "reason": "It is late."],
            by: "vera",
            as: "review.closed"
        ),
    ]

    private static func finding(_ severity: String, _ text: String) -> ContractStep {
        .answered(
            "finding.add",
            [
                "review": "RV-1", "severity": .string(severity), "text": .string(text),
                "place": "src/run.sh:1",
            ],
            by: "vera"
        )
    }

    /// What a linter without findings writes.
    private static let log = """
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"lint"}},"results":[]}]}
        """
}
