import Model
import Operations
import ReportKit
import Testing

@testable import Dashboard

@Suite("Tasks as a graph and on a board")
struct TaskListTests {
    private static func key(_ text: String) -> TaskKey { TaskKey(trusted: text) }

    private static func line(
        _ key: String,
        _ state: TaskState.Name,
        waitsFor: Int64 = 0
    ) -> TaskLine {
        TaskLine {
            $0.task = Self.key(key)
            $0.state = state.rawValue
            $0.waitsFor = waitsFor
        }
    }

    private static func graphed(_ key: String, after: [String] = []) -> GraphedTask {
        GraphedTask {
            $0.task = Self.key(key)
            $0.state = TaskState.Name.ready.rawValue
            $0.waitsFor = after.map { Self.key($0) }
        }
    }

    private static func diagram(
        _ graphed: [GraphedTask],
        of lines: [TaskLine],
        total: Int? = nil
    ) -> Diagram {
        let graph = TaskGraphReport { $0.tasks = graphed }
        return Diagram(graph, of: Page(lines, total: total ?? lines.count))
    }

    @Test("Tasks that are linked are drawn first, and it is said how many are not")
    func linkedFirst() {
        let diagram = Self.diagram(
            [
                Self.graphed("T-1"), Self.graphed("T-2"), Self.graphed("T-3", after: ["T-2"]),
                Self.graphed("T-4", after: ["T-9"]),
            ],
            of: ["T-1", "T-2", "T-3", "T-4"].map { Self.line($0, .ready) }
        )
        #expect(diagram.nodes.map(\.id) == ["T-2", "T-3", "T-1", "T-4"])
        #expect(diagram.edges.map(\.to) == ["T-3"], "T-9 is not in the list")
        #expect(diagram.caption == "4 tasks and what they wait for; 2 without a link stand last")
    }

    @Test("Where all are linked, or none is, nothing is said of it")
    func allAlike() {
        let linked = Self.diagram(
            [Self.graphed("T-1"), Self.graphed("T-2", after: ["T-1"])],
            of: [Self.line("T-1", .ready), Self.line("T-2", .ready)]
        )
        #expect(linked.caption == "2 tasks and what they wait for")
        let alone = Self.diagram([Self.graphed("T-1")], of: [Self.line("T-1", .ready)])
        #expect(!alone.caption.contains("without a link"))
    }

    @Test("What the list has and the graph does not show is counted")
    func left() {
        let diagram = Self.diagram([Self.graphed("T-1")], of: [Self.line("T-1", .ready)], total: 9)
        #expect(diagram.caption.hasSuffix("; 8 more are not drawn, narrow the list"))
    }

    @Test("A task that is ready and waits looks the same in the graph as in the table")
    func waiting() {
        let line = Self.line("T-2", .ready, waitsFor: 1)
        let diagram = Self.diagram(
            [Self.graphed("T-1"), Self.graphed("T-2", after: ["T-1"])],
            of: [Self.line("T-1", .claimed), line]
        )
        #expect(diagram.nodes.map(\.badge) == [Badge(state: "claimed"), Badge(line)])
        #expect(diagram.nodes.map(\.badge.word) == ["claimed", "ready, waits"])
    }

    @Test("A board has each state once, and begins with what needs somebody")
    func columns() {
        let states = TaskState.Name.onBoard
        #expect(Set(states) == Set(TaskState.Name.allCases))
        #expect(states.count == TaskState.Name.allCases.count)
        let places = [.delivered, .blocked, .claimed, .ready, .draft].map { state in
            states.firstIndex(of: state) ?? -1
        }
        #expect(places.first == 0 && places == places.sorted())
    }

    @Test("A column that is cut leads to the list of all that are in that state")
    func cut() {
        let card = Card("b-T-1", Badge(state: "ready"), "T-1")
        var screen = Screen("Tasks", tab: .tasks, command: "worklead task list")
        let column = BoardColumn("ready", [card], total: 12, address: "/tasks?state=ready")
        screen.add("board", "Board", .wide, [.board([column])])
        let html = HTMLScreenWriter.page(screen, .plain, .live, now: Timestamp(milliseconds: 0))
        #expect(html.contains(">ready 12</h3>"))
        #expect(html.contains("href=\"/tasks?state=ready\""), "\(html)")
        #expect(html.contains(">11 more ready</a>"), "\(html)")
    }
}

extension HTMLScreenWriter.Frame {
    /// Of a browser that may act.
    static let plain = HTMLScreenWriter.Frame(
        workspace: "demo",
        path: "/tasks",
        query: "",
        csrf: "proof",
        assets: .all
    )
}
