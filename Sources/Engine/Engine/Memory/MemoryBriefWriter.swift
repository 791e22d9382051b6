import Model
import Store

/// Writes a brief that has so many bytes at most, and says what it leaves out.
///
/// No moment is told relative to now, so the same state has the same text.
struct MemoryBriefWriter {
    private let budget: Int
    private let live: Int
    private let head: String
    private var body = ""
    private(set) var told: [MemoryRecall] = []
    /// Nothing is told in full any more: what comes later weighs less, and is not to push
    /// between.
    private var isTitlesOnly = false
    private var isEnded = false

    init(workspace: String, revision: Int64, live: Int, budget: Int) {
        self.budget = budget
        self.live = live
        head = "memory of \(workspace), revision \(revision)\n"
    }

    /// Tells a memory as far as there is room: in full, or by its title.
    mutating func tell(_ stored: MemoryStore.Stored, _ why: [String]) {
        guard !isEnded else { return }
        let title = Self.line(stored, why)
        let full = title + Self.lines(stored.entry.content)
        if !isTitlesOnly, fits(full) {
            add(full, MemoryRecall(stored: stored, why: why, isFull: true))
            return
        }
        isTitlesOnly = true
        guard fits(title) else {
            isEnded = true
            return
        }
        add(title, MemoryRecall(stored: stored, why: why, isFull: false))
    }

    /// All of it.
    var text: String { head + body + tail(told.count, titles: told.count { !$0.isFull }) }

    private mutating func add(_ piece: String, _ recall: MemoryRecall) {
        body += piece
        told.append(recall)
    }

    private func fits(_ piece: String) -> Bool {
        // The longest that the last line can become.
        let tail = max(
            tail(told.count + 1, titles: told.count + 1).utf8.count,
            tail(0, titles: 0).utf8.count
        )
        return head.utf8.count + body.utf8.count + piece.utf8.count + tail <= budget
    }

    private func tail(_ count: Int, titles: Int) -> String {
        guard live > 0 else { return "nothing is remembered\n" }
        let cut = titles == 0 ? "" : ", \(titles) by title"
        guard count < live else { return "all \(live) are told\(cut)\n" }
        return "\(count) of \(live) told\(cut); the rest: `worklead memory search WORDS`\n"
    }

    private static func line(_ stored: MemoryStore.Stored, _ why: [String]) -> String {
        let entry = stored.entry
        let day = stored.keptAt.text.prefix(10)
        let reasons = why.isEmpty ? "" : " (\(why.joined(separator: ", ").printable(limit: 120)))"
        let title = entry.content.title.printable(limit: 200)
        return "\(entry.id) \(entry.content.kind.rawValue) by \(entry.author), \(day)\(reasons): "
            + "\(title)\n"
    }

    /// The words under the title, each line marked as words and not instructions.
    private static func lines(_ content: MemoryEntry.Content) -> String {
        let lines = content.text.split(whereSeparator: \.isNewline).map { String($0).printable() }
        // The title is mostly the first line.
        let rest = lines.first == content.title.printable() ? lines.dropFirst() : lines[...]
        return rest.map { "> \($0)\n" }.joined()
    }
}
