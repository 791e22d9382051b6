/// The keys of a run's file.
enum RunKeys {
    static let top: Set<String> = [
        "run", "capacity", "limits", "budget", "artifacts", "documents", "agents", "drivers",
        "stages", "slices",
    ]

    static let run: Set<String> = [
        "name", "title", "repository", "phase", "acceptance", "accept", "gates",
    ]

    static let capacity: Set<String> = ["target", "max", "freshness"]

    static let limits: Set<String> = ["rounds", "attempts", "slice"]

    static let budget: Set<String> = ["dollars", "tokens"]

    static let artifacts: Set<String> = [
        "root", "run", "agent", "plan", "notes", "final", "sections", "manifest",
    ]

    static let document: Set<String> = ["id", "path"]

    static let agent: Set<String> = ["agent", "scope", "reads", "driver"]

    static let driver: Set<String> = [
        "name", "dialect", "program", "arguments", "model", "environment", "rules", "otherwise",
        "delivers", "quiet",
    ]

    static let stage: Set<String> = ["name", "title", "kind", "gates"]

    static let slice: Set<String> = [
        "task", "stage", "owner", "backups", "after", "gates", "reads", "artifacts", "packet",
    ]
}
