/// The keys of a run's file.
enum RunKeys {
    static let top: Set<String> = [
        "run", "capacity", "limits", "budget", "artifacts", "documents", "agents", "stages",
        "slices",
    ]

    static let run: Set<String> = [
        "name", "title", "repository", "phase", "acceptance", "gates",
    ]

    static let capacity: Set<String> = ["target", "max", "freshness"]

    static let limits: Set<String> = ["rounds", "attempts", "slice"]

    static let budget: Set<String> = ["dollars", "tokens"]

    static let artifacts: Set<String> = [
        "root", "run", "agent", "plan", "notes", "final", "sections", "manifest",
    ]

    static let document: Set<String> = ["id", "path"]

    static let agent: Set<String> = ["agent", "scope", "reads"]

    static let stage: Set<String> = ["name", "title", "kind", "gates"]

    static let slice: Set<String> = [
        "task", "stage", "owner", "backups", "after", "gates", "reads", "artifacts", "packet",
    ]
}
