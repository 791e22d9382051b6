enum PathCases {
    static let steps: [ContractStep] = [
        .answered(
            "path.check",
            ["paths": ["src/run.sh", "test.sh"], "directory": "$folder/api"],
            by: "ada"
        ),
        .answered("path.reserved", ["repository": "api"]),
        .refused("path.reserved", ["repository": "none"], as: "repository.unknown"),
        .refused("path.check", by: "ada", as: "input.missing_field"),
    ]
}
