import SQLKit

/// What of a run's file is asked about one slice at a time, so that the file is not read for it.
///
/// Of runs of an earlier schema it is as if their files said nothing of limits and artifacts.
enum DemandSchema {
    static let statements: [SQL] = [
        "ALTER TABLE run ADD COLUMN rounds BIGINT NOT NULL DEFAULT 3",
        "ALTER TABLE run ADD COLUMN attempts BIGINT NOT NULL DEFAULT 3",
        "ALTER TABLE run ADD COLUMN slice_ms BIGINT",
        // What is to lie where, as JSON; empty where the file says nothing of it.
        "ALTER TABLE run ADD COLUMN artifacts TEXT",
        "ALTER TABLE run_slice ADD COLUMN artifacts TEXT NOT NULL DEFAULT '[]'",
    ]
}
