import Model
import Operations
import ReportKit

extension PageKind {
    /// What the words are found in.
    static let search = PageKind("/search", .none) { request in
        let text = request.value("q") ?? ""
        let query = TaskQuery(text)
        var screen = Screen("Search", tab: .none, command: commands(query, text))
        screen.add(
            "again",
            "Look for",
            .wide,
            [.filters(FilterBar(path: "/search", query: text))]
        )
        guard !query.isEmpty else {
            screen.verdict = Verdict("Type what is to be found.", .quiet)
            return screen
        }
        let word = query.values.isEmpty && query.words.count == 1 ? query.words.first : nil
        if let word, let thing = try await NamedThing.find(word, request, &screen) {
            screen.lead(to: thing)
        }
        var input = ListTasks.Input()
        try query.narrow(&input)
        input.all = true
        input.limit = 100
        let tasks = try await request.ask(ListTasks.self, try input.validated(), for: &screen)
        screen.add("tasks", "Tasks", .wide, [.grid(.tasks(tasks))])
        var found = tasks.total
        if !query.words.isEmpty {
            found += try await words(query.words, isAlone: word != nil, request, &screen)
        }
        screen.verdict = Verdict(
            found > 0
                ? "\(found.of("match", plural: "matches"))."
                : screen.leadsTo == nil ? "Nothing is found." : "Exactly that is found.",
            .quiet
        )
        return screen
    }

    /// The commands that find the same: each finds what is of its kind.
    private static func commands(_ query: TaskQuery, _ text: String) -> String {
        var tasks = [Tab.tasks.command + " --all"]
        let typed = text.split(whereSeparator: \.isWhitespace).map { String($0).shellWord }
        if typed.contains(where: { $0.hasPrefix("-") }) { tasks.append("--") }
        let list = (tasks + typed).joined(separator: " ")
        guard !query.words.isEmpty else { return list }
        let words = query.words.joined(separator: " ").shellWord
        return [list, "worklead message search \(words)", "worklead memory search \(words)"]
            .joined(separator: "; ")
    }

    /// Agents, messages and memories with the words.
    ///
    /// - Parameter isAlone: Whether all that was typed is one word, which may be an agent's name.
    private static func words(
        _ words: [String],
        isAlone: Bool,
        _ request: PageRequest,
        _ screen: inout Screen
    ) async throws -> Int {
        let text = words.joined(separator: " ")
        let said = SearchMessages.Input {
            $0.text = text
            $0.limit = 50
        }
        let known = try await request.ask(ListAgents.self, ListAgents.Input(), for: &screen).items
        let agents = known.filter { line in
            words.allSatisfy { line.agent.text.lowercased().contains($0.lowercased()) }
        }
        if isAlone, screen.leadsTo == nil, let thing = NamedThing.agent(text, among: known) {
            screen.lead(to: thing)
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

extension Screen {
    /// Leads to what was meant; who reads this page all the same finds it first.
    fileprivate mutating func lead(to thing: NamedThing) {
        leadsTo = thing.address
        let part = ScreenPart(
            id: "named",
            title: "Exactly that",
            placing: .wide,
            blocks: [.text(ReportText(thing.kind + " ") + .link(thing.name, to: thing.address))]
        )
        parts.insert(part, at: min(1, parts.count))
    }
}

extension String {
    /// The text as one word of a shell, in quotes where it needs them.
    fileprivate var shellWord: String {
        let plain = "-_./:=+,@%"
        let isPlain =
            !isEmpty
            && unicodeScalars.allSatisfy { scalar in
                scalar.isASCII
                    && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                        || plain.unicodeScalars.contains(scalar))
            }
        return isPlain ? self : "'" + replacing("'", with: "'\\''") + "'"
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
