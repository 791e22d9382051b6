import Model
import Operations
import ReportKit

extension PageKind {
    /// What was said to the viewer.
    static let inbox = PageKind("/inbox", .inbox) { request in
        var screen = Screen("Inbox", tab: .inbox, command: Tab.inbox.command)
        let query = request.value("q")
        let view = request.value("view") ?? "unread"
        let owed = ListInbox.Input { ($0.unacknowledged, $0.limit) = (true, 200) }
        let asked = try await request.ask(ListInbox.self, owed, for: &screen)
        let list = ListInbox.Input { ($0.all, $0.limit) = (view == "all", 200) }
        let shown = try await request.ask(ListInbox.self, list, for: &screen)
        let kept = ListInbox.Input { ($0.held, $0.limit) = (true, 200) }
        let held = try await request.ask(ListInbox.self, kept, for: &screen)
        let windows = try await request.ask(
            ListWindows.self,
            ListWindows.Input(),
            for: &screen
        )
        let agents = try await request.ask(ListAgents.self, ListAgents.Input(), for: &screen)
        let others = agents.items.filter { $0.agent != request.agent }
        let unread = view == "all" ? shown.items.count { !$0.read } : shown.total
        screen.verdict = Verdict(unread: unread, asked: asked, held: held.total, request.now)
        if let query {
            try await screen.find(query, request)
        } else {
            let lines = asked.items + shown.items
            let told = try await ToldDecisions(lines.map(\.message), request, &screen)
            screen.show(asked, shown, told, isAll: view == "all", to: request.agent)
        }
        screen.parts.insert(
            ScreenPart(
                id: "write",
                title: "Look and write",
                placing: .wide,
                blocks: [.filters(.inbox(request, view)), .actions([.compose(to: others)])]
            ),
            at: 0
        )
        screen.add(
            "held",
            "Held back until a window closes",
            .wide,
            [.grid(.windows(windows.items)), .grid(.held(held))]
        )
        return screen
    }
}

extension Screen {
    /// What is owed, and what is unread or all there is.
    fileprivate mutating func show(
        _ asked: Page<InboxLine>,
        _ shown: Page<InboxLine>,
        _ told: ToldDecisions,
        isAll: Bool,
        to reader: AgentID
    ) {
        let unread = shown.items.filter { !$0.read }.map(\.message.message)
        func entry(_ line: InboxLine) -> ThreadEntry {
            let earlier = unread.firstIndex(of: line.message.message)
            var entry = ThreadEntry(line, for: reader, earlier: earlier)
            told.complete(&entry, of: line.message)
            return entry
        }
        let owed = Set(asked.items.map(\.message.message))
        add(
            "owed",
            "To be acknowledged",
            .wide,
            [
                .thread(
                    asked.items.map(entry),
                    emptiness: "Nothing is to be acknowledged."
                )
            ]
        )
        let rest = shown.items.filter { !owed.contains($0.message.message) }
        let more = shown.total - shown.items.count
        let note = more > 0 ? [ScreenBlock.text("\(more.of("message")) more are not shown.")] : []
        add(
            "messages",
            isAll ? "All messages" : "Unread",
            .wide,
            [
                .thread(
                    rest.map(entry),
                    emptiness: isAll ? "There is no message." : "Nothing else is unread."
                )
            ] + note
        )
    }

    fileprivate mutating func find(_ text: String, _ request: PageRequest) async throws {
        let input = SearchMessages.Input { ($0.text, $0.limit) = (text, 100) }
        let found = try await request.ask(SearchMessages.self, input, for: &self)
        add(
            "messages",
            "Messages with ‘\(text.cut(80))’",
            .wide,
            [
                .thread(
                    found.items.map { message in
                        var entry = ThreadEntry(message)
                        entry.lead(to: message)
                        entry.meta.append(.thread(message.thread))
                        return entry
                    },
                    emptiness: "No message has these words."
                )
            ]
        )
    }
}

extension Verdict {
    fileprivate init(unread: Int, asked: Page<InboxLine>, held: Int, _ now: Timestamp) {
        let late = asked.items.count { ($0.acknowledgeBy ?? now) < now }
        var words = unread == 0 ? "Nothing is unread." : "\(unread.of("message")) unread."
        if asked.total > 0 {
            let oldest = asked.items.map(\.message.sentAt).min() ?? now
            words +=
                " \(asked.total) to be acknowledged, the oldest \((now - oldest).brief) old"
                + (late > 0 ? ", \(late) late." : ".")
        }
        if held > 0 { words += " Windows hold \(held.of("message")) for you." }
        self.init(words, late > 0 ? .bad : unread + asked.total > 0 ? .attention : .good)
    }
}

extension FilterBar {
    fileprivate static func inbox(_ request: PageRequest, _ view: String) -> FilterBar {
        FilterBar(
            path: "/inbox",
            query: request.value("q") ?? "",
            views: [("Unread", "unread"), ("All", "all")].map { title, name in
                View(title, request.address(with: "view", name), isCurrent: name == view)
            },
            kept: view == "all" ? [("view", "all")] : []
        )
    }
}

extension Grid {
    fileprivate static func windows(_ lines: [WindowLine]) -> Grid {
        let open = lines.filter { $0.closedAt == nil }
        return Grid(
            "Open windows",
            columns: ["Window", "Lead", "Lanes", .number("Holds"), "Opened"],
            rows: open.map { line in
                Grid.Row(
                    "w-\(line.window.text.pageName)",
                    [
                        .text(line.window.text), .agent(line.lead),
                        .text(
                            line.lanes.isEmpty
                                ? "all" : line.lanes.map(\.text).joined(separator: ", ")
                        ),
                        .number(line.held), .moment(line.openedAt),
                    ]
                )
            },
            emptiness: "No window is open."
        )
    }

    fileprivate static func held(_ lines: Page<InboxLine>) -> Grid {
        Grid(
            "Messages that are held for you",
            columns: ["Message", "Subject", "From", "Window", "Sent"],
            rows: lines.items.map { line in
                Grid.Row(
                    "h-\(line.message.message.text.pageName)",
                    [
                        .thread(line.message.thread), .text(line.message.subject),
                        .agent(line.message.from), .maybe(line.window) { .text($0.text) },
                        .moment(line.message.sentAt),
                    ]
                )
            },
            emptiness: "No window holds a message for you.",
            total: lines.total
        )
    }
}
