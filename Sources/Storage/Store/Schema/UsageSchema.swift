import SQLKit

/// What is kept of tokens and cost.
///
/// A store of an earlier schema gets an empty table; no event of it needs one.
enum UsageSchema {
    static let statements: [SQL] = [
        // Task and lane are '' where there is none: they are part of the key, and nothing equals
        // NULL.
        """
        CREATE TABLE usage (
            day TEXT NOT NULL,
            agent TEXT NOT NULL REFERENCES agent (id),
            task TEXT NOT NULL,
            lane TEXT NOT NULL,
            source TEXT NOT NULL,
            model TEXT NOT NULL,
            input_tokens BIGINT NOT NULL,
            output_tokens BIGINT NOT NULL,
            cache_read_tokens BIGINT NOT NULL,
            cache_write_tokens BIGINT NOT NULL,
            cost_nanos BIGINT NOT NULL,
            PRIMARY KEY (day, agent, task, lane, source, model),
            CONSTRAINT usage_not_negative CHECK (
                input_tokens >= 0 AND output_tokens >= 0 AND cache_read_tokens >= 0
                AND cache_write_tokens >= 0 AND cost_nanos >= 0
            )
        )
        """
    ]
}
