import Documents
import Engine
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func provideBoard(_ provider: inout OperationProvider) {
        provider.read(ReportBoard.self, self) { view, input in
            ReportPage(try Board(in: view, idle: input.idle ?? Board.standardIdle).page)
        }
        provider.provide(SyncBoard.self) { [unowned self] input, context in
            try syncBoard(input, context)
        }
    }

    private func syncBoard(
        _ input: SyncBoard.Input,
        _ context: CallContext
    ) throws -> Reply<BoardReport> {
        let path = try boardPath(input.file)
        let before = try BoardText.read(path)
        var text = ""
        let reply = try read(SyncBoard.self, context) { view in
            let board = try Board(in: view, idle: input.idle ?? Board.standardIdle)
            text = board.file
            var report = BoardReport(of: board, in: path)
            report.isMissing = before == nil
            guard let before else { return report }
            // A file of somebody else's can be set aside; it is compared with nothing.
            if input.setAside, !input.checkOnly, BoardFile(before) == nil { return report }
            report.read(try BoardComparison(of: before, with: board, in: view))
            return report
        }
        guard !input.checkOnly else { return reply }
        var report = reply.output
        if before != nil, input.setAside {
            report.setAside = try BoardText.setAside(path)
        } else if !report.edits.isEmpty {
            return reply
        }
        if before != text { try PublicFile.write(text, to: path) }
        report.isWritten = true
        return Reply(report, revision: reply.revision)
    }

    /// The file that is named, else that of the worktree around.
    private func boardPath(_ file: String?) throws -> String {
        if let file { return surroundings.absolute(file) }
        let root = try WorkspaceFinder(surroundings: surroundings).location()?.root
        return (root ?? surroundings.directory) + "/" + BoardText.name
    }
}

/// The board's file.
enum BoardText {
    static let name = "TASK_BOARD.md"

    /// A board of many thousand tasks has a few megabytes.
    private static let bytesMax = 64 << 20

    /// The file's text; `nil` where there is none.
    static func read(_ path: String) throws -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw FileError(doing: "read", path: path, number: errno)
        }
        defer { close(descriptor) }
        return try PrivateFile.text(of: descriptor, path, bytesMax: bytesMax)
    }

    /// Gives the file another name that is free, beside its own.
    static func setAside(_ path: String) throws -> String {
        for number in 1...1000 {
            let free = "\(path).edited" + (number == 1 ? "" : "-\(number)")
            // A link fails where the name is taken, and takes nothing away.
            if link(path, free) == 0 { return free }
            guard errno == EEXIST else {
                throw FileError(doing: "set aside", path: path, number: errno)
            }
        }
        throw FileError(doing: "set aside", path: path, number: EEXIST)
    }
}

extension BoardReport {
    fileprivate init(of board: Board, in path: String) {
        self.init()
        file = path
        tasks = board.rows.count
        stale = board.stale.map { row in
            StaleLine {
                $0.task = row.key
                $0.state = row.state.rawValue
                $0.agent = row.agent
                $0.workedAt = row.workedAt
                $0.title = row.title
            }
        }
    }

    fileprivate mutating func read(_ comparison: BoardComparison) {
        drift = comparison.drift
        edits = comparison.edits.map { edit in
            BoardEditLine {
                $0.kind = edit.kind.rawValue
                $0.task = edit.task
                $0.column = edit.column
                $0.was = edit.was
                $0.edited = edit.edited
                $0.ledger = edit.ledger
                $0.command = edit.command.map { "worklead " + $0 }
                $0.text = edit.text
            }
        }
    }
}
