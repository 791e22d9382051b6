import Digests
import Model
import Operations
import ReportKit

/// A page as a value: what it shows and lets one do, and nothing of how it looks.
///
/// It is written as HTML for a browser, as one HTML file to keep, as Markdown and as JSON.
package struct Screen: Sendable {
    package var title: String
    /// Where it stands among the pages.
    package var tab: Tab
    /// The command that shows the same.
    package var command: String
    /// The first thing to read, in a sentence.
    package var verdict: Verdict?
    package var parts: [ScreenPart] = []
    /// The page that was meant, which a browser is led to at once.
    package var leadsTo: String?
    /// What it was made from, for programs.
    package private(set) var sources: [ScreenSource] = []
    /// The oldest revision of the ledger that something on it is true of.
    package private(set) var revision: Int64?

    package init(_ title: String, tab: Tab, command: String) {
        self.title = title
        self.tab = tab
        self.command = command
    }

    /// Takes an answer as one of its sources.
    mutating func note<O: Operation>(_ reply: Reply<O.Output>, of operation: O.Type) {
        sources.append(ScreenSource { Envelope(reply, of: operation).json })
        if let seen = reply.revision { revision = min(revision ?? seen, seen) }
    }

    mutating func add(_ part: ScreenPart) { parts.append(part) }

    /// Adds a part.
    mutating func add(
        _ id: String,
        _ title: String,
        _ placing: ScreenPart.Placing = .wide,
        _ blocks: [ScreenBlock]
    ) {
        parts.append(ScreenPart(id: id, title: title, placing: placing, blocks: blocks))
    }
}

/// An answer that a page was made from; it is written out only for who asks for it.
package struct ScreenSource: Sendable {
    private let write: @Sendable () -> JSONValue

    init(_ write: @escaping @Sendable () -> JSONValue) { self.write = write }

    package var json: JSONValue { write() }
}

/// A sentence that says how things stand.
package struct Verdict: Sendable {
    package var text: String
    package var tone: Tone

    package init(_ text: String, _ tone: Tone) {
        self.text = text
        self.tone = tone
    }
}

/// What something asks of its reader; never said by colour alone.
package enum Tone: String, Sendable {
    case good, active, attention, bad, quiet
}

/// A region of a page with a heading of its own.
package struct ScreenPart: Sendable {
    /// Where it stands where there is room.
    package enum Placing: String, Sendable {
        case wide, half, aside
    }

    /// Its name in the page: letters, digits and hyphens.
    package var id: String
    package var title: String
    package var placing: Placing
    package var blocks: [ScreenBlock]
}

/// The pages of the navigation: eight, and the rest.
package enum Tab: String, Sendable, CaseIterable {
    case now, tasks, agents, inbox, reviews, evidence, gates, timeline
    case decisions, runs, plans, changes, reports, trends, health, settings, help
    /// A page that stands in no list.
    case none

    static let main: [Tab] = [
        .now, .tasks, .agents, .inbox, .reviews, .evidence, .gates, .timeline,
    ]
    static let more: [Tab] = [
        .decisions, .runs, .plans, .changes, .reports, .trends, .health, .settings, .help,
    ]

    var title: String {
        switch self {
        case .now: "Now"
        case .changes: "Worktrees"
        case .none: ""
        default: rawValue.prefix(1).uppercased() + rawValue.dropFirst()
        }
    }

    var path: String { self == .now ? "/" : "/" + rawValue }

    /// The command that shows the same as its page, where nothing is narrowed.
    var command: String {
        switch self {
        case .now: "worklead now"
        case .tasks: "worklead task list"
        case .agents: "worklead agent presence"
        case .inbox: "worklead inbox"
        case .reviews: "worklead review finding list"
        case .evidence: "worklead evidence list"
        case .gates: "worklead gate list"
        case .timeline: "worklead report timeline"
        case .decisions: "worklead decision list"
        case .runs: "worklead run list"
        case .plans: "worklead plan list"
        case .changes: "worklead worktree conflicts"
        case .reports: "worklead report --help"
        case .trends: "worklead trends"
        case .health: "worklead gateway status"
        case .settings: "worklead rule list"
        case .help: "worklead help"
        case .none: ""
        }
    }

    /// The key that leads to its page after `g`; only those of the bar have one.
    var key: String? {
        switch self {
        case .now: "n"
        case .tasks: "t"
        case .agents: "a"
        case .inbox: "i"
        case .reviews: "r"
        case .evidence: "e"
        case .gates: "g"
        case .timeline: "l"
        case .decisions, .runs, .plans, .changes, .reports, .trends, .health, .settings, .help,
            .none:
            nil
        }
    }
}
