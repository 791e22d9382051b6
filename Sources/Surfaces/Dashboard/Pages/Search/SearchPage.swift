import Model
import Operations
import ReportKit

extension PageKind {
    /// What the words are found in.
    static let search = PageKind("/search", .none) { request in
        let text = request.value("q") ?? ""
        var screen = Screen("Search", tab: .none, command: "worklead task list \(text)")
        screen.add(
            "again",
            "Look for",
            .wide,
            [.filters(FilterBar(path: "/search", query: text))]
        )
        let query = TaskQuery(text)
        guard !query.isEmpty else {
            screen.verdict = Verdict("Type what is to be found.", .quiet)
            return screen
        }
        var input = ListTasks.Input()
        try query.narrow(&input)
        input.all = true
        input.limit = 100
        let tasks = try await request.ask(ListTasks.self, try input.validated(), for: &screen)
        screen.add("tasks", "Tasks", .wide, [.grid(.tasks(tasks))])
        var found = tasks.total
        if !query.words.isEmpty {
            found += try await words(query.words, request, &screen)
        }
        screen.verdict = Verdict(
            found == 0 ? "Nothing is found." : "\(found.of("match", plural: "matches")).",
            .quiet
        )
        return screen
    }

    /// Agents, messages and memories with the words.
    private static func words(
        _ words: [String],
        _ request: PageRequest,
        _ screen: inout Screen
    ) async throws -> Int {
        let text = words.joined(separator: " ")
        let said = SearchMessages.Input {
            $0.text = text
            $0.limit = 50
        }
        let agents = try await request.ask(ListAgents.self, ListAgents.Input(), for: &screen)
            .items.filter { line in
                words.allSatisfy { line.agent.text.lowercased().contains($0.lowercased()) }
            }
        if !agents.isEmpty { screen.add("agents", "Agents", .wide, [.grid(.found(agents))]) }
        let messages = try await request.ask(SearchMessages.self, said, for: &screen)
        screen.add("messages", "Messages", .wide, [.grid(.found(messages))])
        let kept = SearchMemory.Input {
            // As words alone: what means something to the index is taken for what it says.
            $0.query = words.map { "\"\($0.replacing("\"", with: ""))\"" }.joined(separator: " ")
            $0.limit = 50
        }
        let memories = try await request.ask(SearchMemory.self, kept, for: &screen)
        screen.add("memories", "Memories", .wide, [.grid(.found(memories))])
        return agents.count + messages.total + memories.count
    }
}

extension Grid {
    fileprivate static func found(_ agents: [AgentLine]) -> Grid {
        Grid(
            "Agents",
            columns: ["Agent", "Role", "Holds"],
            rows: agents.map { line in
                Grid.Row(
                    "a-\(line.agent.text.pageName)",
                    [.agent(line.agent), .text(line.role.rawValue), .tasks(line.holds)]
                )
            }
        )
    }

    fileprivate static func found(_ messages: Page<MessageLine>) -> Grid {
        Grid(
            "Messages",
            columns: ["Message", "From", "Subject", "Text", "When"],
            rows: messages.items.map { line in
                Grid.Row(
                    "m-\(line.message.text)",
                    [
                        .link(
                            line.message.text,
                            to: "/threads/" + line.thread.text.addressPart
                        ),
                        .agent(line.from), .text(line.subject),
                        .text(line.body.cut(400).replacing("\n", with: " ")),
                        .moment(line.sentAt),
                    ]
                )
            },
            emptiness: "No message has these words.",
            total: messages.total
        )
    }

    fileprivate static func found(_ memories: MemorySearchReport) -> Grid {
        Grid(
            "Memories",
            columns: ["Memory", "Title", "Where", "Author", "Kept"],
            rows: memories.items.map { line in
                Grid.Row(
                    "n-\(line.memory.text)",
                    [
                        .text(line.memory.text), .text(line.title),
                        .maybe(line.excerpt) { .text($0) }, .agent(line.author),
                        .moment(line.keptAt),
                    ]
                )
            },
            emptiness: "Nothing that is remembered has these words.",
            total: memories.count
        )
    }
}
