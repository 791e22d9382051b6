import Digests
import Model
import Operations

// How decisions read in lists and sentences.
extension Decision.Desk {
    /// Whose it is.
    var words: String {
        switch self {
        case .founder: "the founder"
        case .digest: "the founder, for when they look"
        case .lead: "a lead"
        }
    }
}

extension TextList {
    static func decisions(
        _ name: String,
        _ items: [DecisionLine],
        total: Int? = nil
    ) -> TextList {
        TextList(
            name,
            columns: ["decision", "class", "state", "asked", "by", "evidence", "question"],
            rows: items.map {
                [
                    .name($0.decision), .text($0.kind.rawValue), .text($0.standing),
                    .moment($0.askedAt), .name($0.asker), .number($0.evidence), .text($0.headline),
                ]
            },
            total: total
        )
    }

    /// What somebody is to answer, without a moment, so that the same state has the same text.
    static func toDecide(_ items: [DecisionLine], total: Int) -> TextList {
        TextList(
            "to decide",
            columns: ["decision", "class", "by", "options", "question"],
            rows: items.map { line in
                [
                    .name(line.decision), .text(line.kind.rawValue), .name(line.asker),
                    .text(line.options.map(\.option.text).joined(separator: " ")),
                    .text(line.headline),
                ]
            },
            total: total,
            rest: total > items.count ? "worklead decision list --mine" : nil
        )
    }
}

extension DecisionLine {
    /// The first line of the question.
    var headline: String { text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "" }

    /// Its state with what was chosen.
    var standing: String { option.map { "\(state.rawValue) \($0)" } ?? state.rawValue }

    func describe(in text: inout TextDocument) {
        text.say("\(decision)  \(headline)")
        text.field("class", .text(kind.rawValue))
        text.field("state", .text(standing))
        text.field("asked by", .name(asker))
        text.field("asked", .moment(askedAt))
        if state == .open {
            text.field("desk", .text(delegate.map { "\($0), delegated" } ?? desk.words))
        }
        if let fallback, let deadline {
            text.field("default", .text(fallback.text))
            text.field("deadline", .moment(deadline))
        }
        if !tasks.isEmpty { text.field("tasks", .text(tasks.listed)) }
        if let decider { text.field("decided by", .text(decider)) }
        if let settledAt { text.field("settled", .moment(settledAt)) }
        if let outcome { text.field("outcome", .text(outcome)) }
        if let reference { text.field("reference", .text(reference)) }
        if let note { text.field("note", .text(note)) }
        text.field("thread", .name(thread))
        if self.text != headline { text.body("question", self.text, by: asker) }
        if !options.isEmpty {
            text.list(
                TextList(
                    "options",
                    columns: ["option", "text"],
                    rows: options.map { [.text($0.option.text), .text($0.text)] }
                )
            )
        }
    }
}

extension DecisionDetail {
    func describe(in text: inout TextDocument) {
        decision.describe(in: &text)
        text.list(.evidence(evidence))
        if decision.state == .open {
            text.next("worklead decision answer \(decision.decision)=OPTION")
        } else if evidence.isEmpty {
            text.next("worklead decision evidence \(decision.decision) FILE")
        }
    }
}

extension TextList {
    /// What something rests on.
    static func evidence(_ links: [EvidenceLinkLine]) -> TextList {
        TextList(
            "evidence",
            columns: ["kind", "name", "digest", "by", "added", "note"],
            rows: links.map {
                [
                    .text($0.kind), .path($0.target),
                    .maybe($0.digest) { .text(String($0.hex.prefix(12))) }, .name($0.agent),
                    .moment($0.addedAt), .maybe($0.note, Cell.text),
                ]
            }
        )
    }
}
