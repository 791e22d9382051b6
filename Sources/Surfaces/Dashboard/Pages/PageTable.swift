extension PageKind {
    /// Every page there is.
    package static let all: [PageKind] = [
        .now, .tasks, .task, .agents, .agent,
        .trends, .search, .health, .settings, .help,
        .reviews, .review,
        .timeline,
        .changes,
        .decisions, .decision,
        .inbox, .thread, .evidence, .bundle, .gates, .gate,
        .runs, .run, .launch, .runReport, .runHandoff, .plans, .plan,
        .reports, .report, .window,
    ]
}
