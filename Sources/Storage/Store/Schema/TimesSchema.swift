import SQLKit

/// How what an agent did, and what was going on in a time, is found without reading all of it.
enum TimesSchema {
    static let statements: [SQL] = [
        // What ran in a time: what has ended since its start, or has not ended.
        "CREATE INDEX claim_by_end ON claim (ended_at, claimed_at)",
        // What an agent held, newest first.
        "CREATE INDEX claim_by_agent ON claim (agent, claimed_at)",
        // How an agent's program was started, newest first.
        "CREATE INDEX run_launch_by_agent ON run_launch (agent, started_at)",
    ]
}
