enum PathCases {
    static let steps: [ContractStep] = [
        .answered(
            "path.check",
            ["paths": ["src/run.sh", "test.sh"], "directory": "$folder/api"],
            by: "ada"
        ),
        .refused("path.check", by: "ada", as: "input.missing_field"),
    ]
}
