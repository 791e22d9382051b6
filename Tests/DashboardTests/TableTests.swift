import Model
import ReportKit
import Testing

@testable import Dashboard

@Suite("How tables are set")
struct TableTests {
    private static func html(_ cells: [GridCell]) -> String {
        var screen = Screen("Page", tab: .tasks, command: "worklead task list")
        let rows = cells.enumerated().map { Grid.Row("r-\($0.offset)", [$0.element]) }
        screen.add("part", "Part", .wide, [.grid(Grid("Cells", columns: ["Cell"], rows: rows))])
        return HTMLScreenWriter.page(screen, .plain, .live, now: Timestamp(milliseconds: 0))
    }

    @Test("Names do not break at their hyphens, long paths break anywhere")
    func manners() {
        let keys = [TaskKey(trusted: "WEB-1"), TaskKey(trusted: "API-2")]
        #expect(GridCell.task(keys[0]).manner == .key)
        #expect(GridCell.tasks(keys).manner == .keys)
        #expect(GridCell.text(.code("agent/ada/api-4")).manner == .key)
        #expect(GridCell.text(.code("/var/lib/worklead/worktrees/api/WEB-1.1")).manner == .path)
        #expect(GridCell.text("ada").manner == nil)
        #expect(GridCell.text("2 of 3").manner == nil)
        #expect(GridCell.number(3).manner == nil)
    }

    @Test("What is said at length, or can be done, has lines of its own")
    func long() {
        #expect(GridCell.text("The paths that a delivery changes are its own.").manner == .long)
        #expect(GridCell.actions([]).manner == .long)
        let key = ReportText.task(TaskKey(trusted: "WEB-1"))
        let titled = key + ReportText(" " + String(repeating: "word ", count: 20))
        #expect(GridCell.text(titled).manner == .long)
    }

    @Test("A cell says how it is set, and a long table that its rows are compact")
    func classes() {
        let few = Self.html([.task(TaskKey(trusted: "WEB-1")), .text("ada")])
        #expect(few.contains("<td data-label=\"Cell\" class=\"key\">"), "\(few)")
        #expect(few.contains("<td data-label=\"Cell\">ada"))
        #expect(few.contains("<div class=\"wide\""))
        let many = HTMLScreenWriter.roomyMax + 1
        let all = Self.html(Array(repeating: .text("ada"), count: many))
        #expect(all.contains("<div class=\"wide compact\""))
        #expect(Self.html(Array(repeating: .text("ada"), count: many - 1)).contains("\"wide\""))
    }
}
