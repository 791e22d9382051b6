import Model
import SQLKit

// Full-text search by SQLite's FTS5. Another database has its own; what is promised is only that
// each match has all terms, and what ranks above what.
extension MemoryStore {
    /// How many of the newest matches are ranked.
    ///
    /// To weigh all matches of a word that everybody uses takes a second where there are a hundred
    /// thousand; to weigh the newest of them takes a few milliseconds.
    package static let rankedMax = 500

    /// What a search found.
    package struct Found: Sendable {
        /// The best first; of equals the newest.
        package let memories: [Stored]
        /// How many match, ``rankedMax`` at most.
        package let count: Int
    }

    /// The best of the newest matches.
    package func search(_ query: SearchQuery, _ filter: MemoryFilter, limit: Int) throws -> Found {
        let matches: SQL =
            "FROM memory_text JOIN memory ON memory.place = memory_text.rowid "
            + "WHERE memory_text MATCH \(query.match)" + filter.conditions
            + " ORDER BY memory_text.rowid DESC LIMIT \(Int64(Self.rankedMax))"
        let count = try transaction.count("SELECT count(*) FROM (SELECT 1 " + matches + ")")
        // A title weighs more than a tag, a tag more than what it is about, that more than words.
        let ranked: SQL =
            "JOIN (SELECT memory.place AS match, "
            + "bm25(memory_text, 4.0, 1.0, 3.0, 2.0, 2.0, 2.0) AS weight " + matches
            + ") ON match = memory.place "
        let best = try transaction.query(
            Self.selection + ranked
                + "ORDER BY weight, memory.place DESC LIMIT \(Int64(limit))",
            Self.decode
        )
        return Found(memories: best, count: count)
    }

    /// The newest live memories that name a path, newest first.
    package func memories(about path: String, limit: Int) throws -> [Stored] {
        guard let words = SearchQuery(phrase: path) else { return [] }
        return try transaction.query(
            Self.selection
                + """
                WHERE memory.ended_at IS NULL AND memory.place IN (
                    SELECT rowid FROM memory_text WHERE memory_text MATCH \("files : " + words.match)
                    ORDER BY rowid DESC LIMIT \(Int64(Self.rankedMax))
                ) AND EXISTS (SELECT 1 FROM json_each(memory.files) WHERE value = \(path))
                ORDER BY memory.place DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// Empties the index of words, whatever is in it.
    static let emptying: SQL = "INSERT INTO memory_text (memory_text) VALUES ('delete-all')"
}

extension SearchQuery {
    /// The query in the language of FTS5, in which a quoted text can be nothing but words.
    var match: String {
        terms.map { term in
            "\"" + term.words.joined(separator: " ") + "\"" + (term.isPrefix ? " *" : "")
        }.joined(separator: " AND ")
    }
}
