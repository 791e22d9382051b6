import Model
import Operations
import ReportKit

extension PageKind {
    /// A conversation in its order.
    static let thread = PageKind("/threads/{thread}", .inbox) { request in
        let id = try ThreadID(request.word("thread"))
        var screen = Screen(
            "Thread \(id.text)",
            tab: .inbox,
            command: "worklead message thread \(id.text)"
        )
        let input = ShowThread.Input { ($0.thread, $0.limit) = (id, 500) }
        let messages = try await request.ask(ShowThread.self, input, for: &screen)
        guard let last = messages.items.last else {
            throw DashboardError.noPage("/threads/\(id.text)")
        }
        let people = Set(messages.items.map(\.from)).count
        screen.verdict = Verdict(
            "\(messages.total.of("message")) by \(people.of("agent")); the last "
                + "\(last.sentAt.relative(to: request.now)).",
            .quiet
        )
        let left = messages.total - messages.items.count
        let note =
            left > 0 ? [ScreenBlock.text("\(left.of("message")) before these are not shown.")] : []
        let entries = try await request.entries(of: messages.items, &screen)
        screen.add(
            "messages",
            "What was said",
            .wide,
            note + [.thread(entries, emptiness: "Nothing was said.")]
        )
        let other = messages.items.last { $0.from != request.agent } ?? last
        let shown = ShowMessage.Input { $0.message = other.message }
        let reply = await request.part(ShowMessage.self, shown, for: &screen) { detail in
            [.actions([.reply(to: other, SubjectState(detail, for: request.agent))])]
        }
        screen.add("reply", "Answer", .wide, reply)
        return screen
    }
}

extension PageRequest {
    /// Each message with what its reader can do: reply to others', acknowledge what is owed.
    fileprivate func entries(
        of messages: [MessageLine],
        _ screen: inout Screen
    ) async throws -> [ThreadEntry] {
        let told = try await ToldDecisions(messages, self, &screen)
        var owed: [MessageID: InboxLine] = [:]
        if messages.contains(where: { $0.acknowledgeBy != nil }) {
            let input = ListInbox.Input { ($0.unacknowledged, $0.limit) = (true, 1000) }
            let page = try await ask(ListInbox.self, input, for: &screen)
            owed = Dictionary(page.items.map { ($0.message.message, $0) }) { first, _ in first }
        }
        return messages.map { message in
            var entry = ThreadEntry(message)
            told.complete(&entry, of: message)
            let line = owed[message.message]
            if let line, !line.isSettled { entry.actions += Action.acknowledge(line) }
            if message.from != agent {
                let state = SubjectState(message, isSettled: line?.isSettled ?? true)
                entry.actions.append(.reply(to: message, state))
            }
            return entry
        }
    }
}
