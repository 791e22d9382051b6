import SQLKit

/// What is kept of memory.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum MemorySchema {
    /// What a timeline tells, as it was when the index was made.
    ///
    /// A change of ``Timeline`` needs a new index; a test compares the two.
    static let isOfTimeline: StaticString = """
        type IN ('lane.parked', 'lane.unparked', 'memory.kept', 'memory.retired', \
        'memory.superseded', 'phase.closed', 'phase.opened', 'session.saved', 'task.accepted', \
        'task.blocked', 'task.cancelled', 'task.delivered', 'task.parked', 'task.rejected', \
        'task.sent_back', 'task.superseded')
        """

    static let statements: [SQL] = (tables + rules).map(SQL.init(text:))

    private static let tables = [
        """
        CREATE TABLE memory (
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL CONSTRAINT memory_id UNIQUE,
            kind TEXT NOT NULL,
            title TEXT NOT NULL,
            text TEXT NOT NULL,
            tags TEXT NOT NULL,
            files TEXT NOT NULL,
            task TEXT REFERENCES task (key),
            lane TEXT REFERENCES lane (key),
            author TEXT NOT NULL REFERENCES agent (id),
            kept_at BIGINT NOT NULL,
            superseded_by TEXT REFERENCES memory (id),
            retirement TEXT,
            ended_at BIGINT,
            CONSTRAINT memory_kind CHECK (kind IN ('note', 'observation', 'reflection')),
            CONSTRAINT memory_words CHECK (title <> '' AND text <> ''),
            CONSTRAINT memory_ends_once CHECK (superseded_by IS NULL OR retirement IS NULL),
            CONSTRAINT memory_ended_when CHECK (
                (ended_at IS NULL) = (superseded_by IS NULL AND retirement IS NULL)
            ),
            CONSTRAINT memory_other_successor CHECK (superseded_by <> id)
        )
        """,
        // What is remembered of a task, and of a lane, newest first.
        "CREATE INDEX memory_of_task ON memory (task, place) WHERE task IS NOT NULL",
        "CREATE INDEX memory_of_lane ON memory (lane, place) WHERE lane IS NOT NULL",
        // How much holds.
        "CREATE INDEX memory_standing ON memory (ended_at)",
        // What one took the place of.
        """
        CREATE INDEX memory_superseded ON memory (superseded_by) WHERE superseded_by IS NOT NULL
        """,
        // What an agent remembered, newest first.
        "CREATE INDEX memory_of_author ON memory (author, place)",
        // The newest turns that the work took, without reading what lies between them.
        "CREATE INDEX event_of_timeline ON event (sequence) WHERE \(isOfTimeline)",
        // Marks on letters count for nothing; the starts of two and three letters are listed, since
        // they would be those of too many words. The words themselves stand in 'memory' alone.
        """
        CREATE VIRTUAL TABLE memory_text USING fts5 (
            title, text, tags, files, task, lane,
            content = 'memory', content_rowid = 'place',
            tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
        )
        """,
        // How often each word stands where: by it the index is compared with a rebuilt one.
        "CREATE VIRTUAL TABLE memory_word USING fts5vocab (memory_text, col)",
    ]

    private static let rules = [
        """
        CREATE TRIGGER memory_words_stay
        BEFORE UPDATE OF place, id, kind, title, text, tags, files, task, lane, author, kept_at
        ON memory BEGIN
            SELECT RAISE(ABORT, 'memory_words_stay');
        END
        """,
        """
        CREATE TRIGGER memory_ends_for_good
        BEFORE UPDATE OF superseded_by, retirement, ended_at ON memory
        WHEN OLD.ended_at IS NOT NULL BEGIN
            SELECT RAISE(ABORT, 'memory_ends_for_good');
        END
        """,
    ]
}
