import Model
import Operations
import ReportKit

/// The decisions that messages of Worklead's own ask for or tell of, and how they stand now.
struct ToldDecisions {
    private var lines: [DecisionID: DecisionLine] = [:]

    private static let decisionsMax = 500

    /// Asks for them, where there is one among the messages.
    init(
        _ messages: [MessageLine],
        _ request: PageRequest,
        _ screen: inout Screen
    ) async throws {
        guard messages.contains(where: { $0.namedDecision != nil }) else { return }
        let input = ListDecisions.Input { $0.limit = Self.decisionsMax }
        let page = try await request.ask(ListDecisions.self, input, for: &screen)
        lines = Dictionary(page.items.map { ($0.decision, $0) }) { first, _ in first }
    }

    /// The decision that a message is about; `nil` for one that only begins as if it were.
    private func line(of message: MessageLine) -> DecisionLine? {
        guard let name = message.namedDecision, let line = lines[name],
            line.thread == message.thread
        else { return nil }
        return line
    }

    /// Says of a message which decision it is about, and where it asks for it, how that stands.
    func complete(_ entry: inout ThreadEntry, of message: MessageLine) {
        guard let line = line(of: message) else { return }
        entry.meta.insert(.decision(line.decision), at: 0)
        guard message.kind == .decision || message.kind == .request else { return }
        entry.meta.insert(.badge(Badge(state: line.state.rawValue)), at: 1)
        if let settled = line.settledAt {
            entry.meta.insert(.text("settled"), at: 2)
            entry.meta.insert(.moment(settled), at: 3)
        } else if let deadline = line.deadline {
            entry.meta.insert(.text("its default is taken"), at: 2)
            entry.meta.insert(.moment(deadline), at: 3)
        }
        // Who reads it on a page reads no milliseconds.
        if let deadline = line.deadline {
            entry.body = entry.body.replacing(deadline.text, with: deadline.minute)
        }
    }
}

extension MessageLine {
    /// The decision that the subject begins with, as Worklead writes it: `D-2 (routine): …`.
    fileprivate var namedDecision: DecisionID? {
        guard let end = subject.firstRange(of: " ("), subject.hasPrefix("D-") else { return nil }
        // Other words are of no decision.
        return try? DecisionID(String(subject[..<end.lowerBound]))
    }
}

extension Timestamp {
    /// The moment to the minute, as a sentence has it: `2026-11-26 09:30 UTC`.
    var minute: String {
        let text = text
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
    }
}
