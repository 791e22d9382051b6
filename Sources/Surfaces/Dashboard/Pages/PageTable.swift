extension PageKind {
    /// Every page there is.
    package static let all: [PageKind] = [
        .now, .tasks, .task, .agents, .agent,
        .trends, .search, .health, .settings, .help,
        .reviews, .review,
        .timeline,
        .changes,
    ]
}
