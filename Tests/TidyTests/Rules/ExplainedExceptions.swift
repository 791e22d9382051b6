extension TidyRule {
    /// What steps outside the compiler's guard says why that is safe.
    static let explainedExceptions = TidyRule(
        statement: "Unstructured tasks, dropped errors and unchecked promises say why, just above",
        violations: { files in
            files.filter { $0.isSwift && $0.isSource }.flatMap { file -> [Violation] in
                let exceptions = file.exceptions
                guard !exceptions.isEmpty else { return [] }
                let explained = file.explainedLines
                return
                    exceptions
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
            [store("// Why.\nlet a = try? b()\nlet c = try? d()")],
            [store("// Why.\nrun {\n    let c = try? d()\n}")],
            [store("nonisolated(unsafe) var a = 1")],
            [store("let a = \"\\(try? read())\"")],
        ],
        passes: [
            store("// The daemon waits for it in stop().\nTask { await run() }"),
            store("// A missing file counts as empty.\nlet a = try? read()"),
            store("/* The lock guards it. */\nfinal class A: @unchecked Sendable {}"),
            store("// Why.\n@safe\nfinal class A: @unchecked Sendable {}"),
            store("// Why.\nguard let a = try? b(),\n    let c = try? d()\nelse { return }"),
            store("// Why.\nlet a = b\n    .map { try? c($0) }"),
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
    /// The lines of the statements that have a comment directly above them.
    fileprivate var explainedLines: Set<Int> {
        var explained: Set<Int> = []
        var last: Token?
        for token in tokens {
            defer { last = token }
            guard token.startsLine, !token.isComment, let before = last else { continue }
            let follows = before.isComment && before.startsLine && before.lastLine == token.line - 1
            // A statement, or an attribute's declaration, goes on from an explained line.
            let goesOn = explained.contains(before.lastLine) && (continues(before) || opens(token))
            if follows || goesOn { explained.insert(token.line) }
        }
        return explained
    }

    /// Whether a line that ends so goes on in the next one.
    private func continues(_ end: Token) -> Bool {
        let isAttribute = lines[end.lastLine - 1].drop { $0 == " " }.hasPrefix("@")
        return isAttribute
            || (end.kind == .punctuation && [",", "(", "[", "=", "&", "|", "?"].contains(end.text))
    }

    /// Whether a line that begins so goes on from the line before.
    private func opens(_ start: Token) -> Bool {
        start.kind == .punctuation && [".", "?", ":", "&", "|", "+"].contains(start.text)
    }

    fileprivate var exceptions: [(name: String, line: Int)] {
        places(of: ["Task", "try", "unchecked", "nonisolated"]).compactMap { index in
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
