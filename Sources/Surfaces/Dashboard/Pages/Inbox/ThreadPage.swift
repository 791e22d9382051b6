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
        screen.add(
            "messages",
            "What was said",
            .wide,
            note + [
                .thread(messages.items.map { ThreadEntry($0) }, emptiness: "Nothing was said.")
            ]
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
