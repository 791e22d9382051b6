extension TidyRule {
    /// What steps outside the compiler's guard says why that is safe.
    static let explainedExceptions = TidyRule(
        statement: "Unstructured tasks, dropped errors and unchecked promises say why, just above",
        violations: { files in
            files.filter { $0.isSwift && $0.isSource }.flatMap { file -> [Violation] in
                let explained = file.linesAfterComments
                return file.exceptions
                    .filter { !explained.contains($0.line) }
                    .map { file.violation($0.line, "\($0.name) needs a comment line above it") }
            }
        },
        refuses: [
            [store("Task { await run() }")],
            [store("Task(priority: .low) { await run() }")],
            [store("Task<Void, Never> { await run() }")],
            [store("Task.detached { await run() }")],
            [store("let a = try? read()")],
            [store("// Why.\n\nlet a = try? read()")],
            [store("let b = 1  // Why.\nlet a = try? read()")],
            [store("final class A: @unchecked Sendable {}")],
            [store("nonisolated(unsafe) var a = 1")],
            [store("let a = \"\\(try? read())\"")],
        ],
        passes: [
            store("// The daemon waits for it in stop().\nTask { await run() }"),
            store("// A missing file counts as empty.\nlet a = try? read()"),
            store("/* The lock guards it. */\nfinal class A: @unchecked Sendable {}"),
            store("let text = \"try? Task { }\"  // Task { } and try? are words here."),
            store("let key: TaskKey = try key()\nvar running: Task<Void, Never>?"),
            store("group.addTask { await run() }\nstruct WorkTask {}\nenum B: Task {}"),
        ]
    )

    private static func store(_ text: String) -> SourceFile {
        SourceFile("Sources/Storage/Store/A.swift", text + "\n")
    }
}

extension SourceFile {
    /// The lines that have a comment, and nothing else, on the line before.
    fileprivate var linesAfterComments: Set<Int> {
        let code = Set(tokens.filter { !$0.isComment }.map(\.line))
        return Set(
            tokens.filter { $0.isComment && $0.startsLine && !code.contains($0.lastLine) }
                .map { $0.lastLine + 1 }
        )
    }

    fileprivate var exceptions: [(name: String, line: Int)] {
        tokens.indices.compactMap { index in
            guard tokens[index].kind == .word else { return nil }
            let line = tokens[index].line
            switch tokens[index].text {
            case "Task" where startsUnstructuredTask(at: index): return ("Task", line)
            case "try" where tokens.has("?", at: index + 1): return ("try?", line)
            case "unchecked" where tokens.has("@", at: index - 1):
                return ("@unchecked Sendable", line)
            case "nonisolated"
            where tokens.has("(", at: index + 1) && tokens.has("unsafe", at: index + 2):
                return ("nonisolated(unsafe)", line)
            default: return nil
            }
        }
    }

    private func startsUnstructuredTask(at index: Int) -> Bool {
        // A type there is a type: `-> Task {`, `: Task {`.
        guard !tokens.has("->", at: index - 1), !tokens.has(":", at: index - 1) else {
            return false
        }
        var next = index + 1
        if tokens.has(".", at: next) {
            return tokens.has("detached", at: next + 1) || tokens.has("immediate", at: next + 1)
        }
        if tokens.has("<", at: next) {
            next = tokens[next...].firstIndex { $0.isMark(">") }.map { $0 + 1 } ?? next
        }
        return tokens.has("{", at: next) || tokens.has("(", at: next)
    }
}
