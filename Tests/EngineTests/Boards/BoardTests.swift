import Documents
import Engine
import Model
import ReportKit
import Store
import TestSupport
import Testing

@Suite("The board")
struct BoardTests {
    /// A board of five tasks, as a file.
    private func file(in workspace: TestWorkspace) async throws -> String {
        try await workspace.change { change in
            _ = try change.lanes.add(
                LaneKey(trusted: "core"),
                function: "core",
                owner: nil,
                repository: nil
            )
        }
        for number in 1...4 { try await workspace.task("T-\(number)") }
        try await workspace.task("T-5", isReady: false)
        return try board(in: workspace).file
    }

    private func board(in workspace: TestWorkspace) throws -> Board {
        try workspace.read { try Board(in: $0) }
    }

    private func compare(_ file: String, in workspace: TestWorkspace) throws -> BoardComparison {
        try workspace.read { view in
            try BoardComparison(of: file, with: Board(in: view), in: view)
        }
    }

    /// The file with the cell of a task's row changed.
    private func edited(_ file: String, _ key: String, _ column: Int, _ text: String) -> String {
        let lines = file.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            guard line.hasPrefix("| \(key) |") else { return String(line) }
            var cells = line.split(separator: "|", omittingEmptySubsequences: false)
                .map(String.init)
            cells[column + 1] = " \(text) "
            return cells.joined(separator: "|")
        }
        return lines.joined(separator: "\n")
    }

    @Test("A board that nobody touched has no edits, and no drift until a task moves")
    func untouched() async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            #expect(file == (try board(in: workspace).file))
            let same = try compare(file, in: workspace)
            #expect(same.edits.isEmpty && same.drift.isEmpty)
            workspace.time.advance(by: .seconds(86_400 * 9))
            #expect(try compare(file, in: workspace).drift.isEmpty)
            try await workspace.change { change in
                try change.tasks.edit(TaskKey(trusted: "T-2"), TaskEdit(priority: 1))
            }
            let moved = try compare(file, in: workspace)
            #expect(moved.edits.isEmpty && moved.drift == ["T-2"])
        }
    }

    @Test("Each edited cell is offered as the command that makes the change")
    func cells() async throws {
        let cases: [(key: String, column: Int, text: String, command: String?)] = [
            ("T-1", 1, "blocked", "task block T-1 --reason TEXT"),
            ("T-5", 1, "ready", "task ready T-5"),
            ("T-1", 1, "Draft", "task draft T-1"),
            ("T-1", 1, "accepted", nil), ("T-1", 1, "cancelled", nil), ("T-1", 1, "done", nil),
            ("T-1", 2, "5", "task edit T-1 --priority 5"), ("T-1", 2, "high", nil),
            ("T-1", 3, "core", "task edit T-1 --lane='core'"),
            ("T-1", 4, "P07", "task edit T-1 --phase='P07'"),
            ("T-1", 5, "ada", "task assign T-1 'ada'"),
            ("T-1", 6, "ada", nil),
            ("T-1", 7, "It's \\*new\\*", #"task edit T-1 --title='It'\''s *new*'"#),
        ]
        for one in cases {
            try await TestWorkspace.with { workspace in
                let file = try await file(in: workspace)
                let text = edited(file, one.key, one.column, one.text)
                let found = try compare(text, in: workspace)
                #expect(found.edits.count == 1, "\(one)")
                #expect(found.edits.first?.command == one.command, "\(one)")
                #expect(found.edits.first?.task == one.key)
                #expect(found.drift == [one.key])
            }
        }
    }

    @Test("What the ledger changed since the board was written is no edit of the person's")
    func threeWays() async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            let ada = try await workspace.session(of: "ada")
            try await workspace.claim(TaskKey(trusted: "T-1"), as: ada)
            try await workspace.change { change in
                try change.tasks.edit(TaskKey(trusted: "T-2"), TaskEdit(priority: 3))
            }
            let found = try compare(edited(file, "T-2", 7, "Better words"), in: workspace)
            #expect(found.edits.map(\.text) == ["T-2: title 'Do T-2' became 'Better words'."])
            #expect(found.drift == ["T-1", "T-2"])
            let both = try compare(edited(file, "T-2", 2, "4"), in: workspace)
            let text = "T-2: priority '100' became '4'; the ledger says '3' by now."
            #expect(both.edits.map(\.text) == [text])
        }
    }

    @Test("An edit that was made in the ledger since is not offered again")
    func madeSince() async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            let text = edited(file, "T-2", 7, "Better words")
            #expect(try compare(text, in: workspace).edits.count == 1)
            try await workspace.change { change in
                try change.tasks.edit(TaskKey(trusted: "T-2"), TaskEdit(title: "Better words"))
            }
            #expect(try compare(text, in: workspace).edits.isEmpty)
        }
    }

    @Test("Rows that were added, taken away or doubled, and lines, are told")
    func rowsAndLines() async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            var lines = file.split(separator: "\n", omittingEmptySubsequences: false)
                .map(String.init)
            let row = try #require(lines.firstIndex { $0.hasPrefix("| T-3 |") })
            lines[row] = "| T-9 | ready | 1 |  |  |  |  | Something new |"
            let other = try #require(lines.firstIndex { $0.hasPrefix("| T-4 |") })
            lines.insert(lines[other], at: other)
            lines.insert("Please hurry!", at: 2)
            let found = try compare(lines.joined(separator: "\n"), in: workspace)
            #expect(Set(found.edits.map(\.kind)) == [.added, .removed, .repeated, .line])
            let added = found.edits.first { $0.kind == .added }
            #expect(added?.command == "task create --task T-9 -- 'Something new'")
            #expect(found.drift == ["T-3", "T-4", "T-9"])
        }
    }

    @Test(
        "Any other change of the file is noticed too",
        arguments: [
            "As of revision", "- **tasks**: 5", "## Open", "None.",
        ]
    )
    func otherParts(part: String) async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            #expect(file.contains(part))
            let text = file.replacing(part, with: part + "!", maxReplacements: 1)
            #expect(try !compare(text, in: workspace).edits.isEmpty, "\(part)")
            let longer = file + "And this.\n"
            #expect(try !compare(longer, in: workspace).edits.isEmpty)
        }
    }

    @Test("A file without the mark is no board")
    func foreign() async throws {
        try await TestWorkspace.with { workspace in
            let file = try await file(in: workspace)
            let bare = file.split(separator: "\n").dropLast().joined(separator: "\n")
            for text in ["", "# Task board\n", bare] {
                #expect(throws: BoardError.foreign) { try compare(text, in: workspace) }
            }
        }
    }

    @Test("A title that tries to be more than text neither breaks the board nor looks edited")
    func hostileTitles() async throws {
        let titles = [
            "a | b", "a\n| T-1 | ready | 1 |  |  |  |  | x |", "<!-- worklead: board at revision",
            "\u{202E}x", "*b* _c_ `d`", "  padded  ", "\\", "|", "&amp; &#32;", "-- 'x' $(id)",
        ]
        try await TestWorkspace.with { workspace in
            _ = try await file(in: workspace)
            for (index, title) in titles.enumerated() {
                let key = try await workspace.task("H-\(index)")
                try await workspace.change { try $0.tasks.edit(key, TaskEdit(title: title)) }
            }
            let file = try board(in: workspace).file
            #expect(try compare(file, in: workspace).edits.isEmpty)
            #expect(try compare(file, in: workspace).drift.isEmpty)
            // After one edit each of them is still what it was.
            for index in titles.indices {
                let text = edited(file, "T-1", 2, "\(index)")
                let found = try compare(text, in: workspace)
                #expect(found.edits.map(\.task) == ["T-1"])
            }
            // Also when the ledger has moved, and each row is made anew from its events.
            for index in titles.indices {
                let key = TaskKey(trusted: "H-\(index)")
                try await workspace.change { try $0.tasks.edit(key, TaskEdit(priority: 7)) }
            }
            let moved = try compare(edited(file, "T-1", 2, "9"), in: workspace)
            #expect(moved.edits.map(\.task) == ["T-1"])
            #expect(moved.drift.count == titles.count + 1)
        }
    }

    @Test("Work that nobody moves is listed as standing still; a renewed lease moves nothing")
    func stale() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await file(in: workspace)
            let ada = try await workspace.session(of: "ada")
            let (one, two) = (TaskKey(trusted: "T-1"), TaskKey(trusted: "T-2"))
            try await workspace.claim(one, as: ada, lease: .seconds(86_400))
            workspace.time.advance(by: .seconds(4 * 3600 - 1))
            try await workspace.claim(two, as: ada, lease: .seconds(86_400))
            #expect(try board(in: workspace).stale.isEmpty)
            try await workspace.change(as: ada) { change in
                _ = try change.sessions.beat(note: nil, lease: .seconds(86_400))
            }
            workspace.time.advance(by: .seconds(1))
            let stale = try board(in: workspace).stale
            #expect(stale.map(\.key) == [one])
            #expect(stale.first?.agent == ada.agent)
            #expect(try board(in: workspace).file.contains("| T-1 | claimed | ada | Do T-1 |"))
        }
    }

    @Test("Two questions make a board, however many tasks there are")
    func twoQuestions() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await file(in: workspace)
            let few = try count(in: workspace)
            for number in 10...60 { try await workspace.task("T-\(number)") }
            #expect(try count(in: workspace) == few)
        }
    }

    /// How many statements a board takes.
    private func count(in workspace: TestWorkspace) throws -> Int {
        try workspace.read { view in
            let counted = CountedTransaction(view.transaction)
            let asker = View(transaction: counted, now: view.now, asker: nil)
            _ = try Board(in: asker)
            return counted.count
        }
    }
}
