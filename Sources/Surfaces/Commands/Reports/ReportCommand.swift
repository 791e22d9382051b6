import CommandLineKit
import Model
import Operations
import ReportKit

extension Command {
    /// Makes a command that answers with a page, in every format, and writes it into a file where
    /// one is named.
    ///
    /// - Parameters:
    ///   - input: The operation's input from the words.
    ///   - page: The page of the answer.
    static func report<O: Operation>(
        _ operation: O.Type,
        _ specification: CommandSpecification,
        input: @escaping @Sendable (ParsedCommand, CommandContext) throws -> O.Input,
        page: @escaping @Sendable (O.Output) -> ReportDocument
    ) -> Command {
        Command(specification, calls: [O.name]) { parsed, context in
            let input = try input(parsed, context)
            let reply = try await context.caller.call(O.self, input, context.options)
            return try CommandOutput(
                page: page(reply.output),
                of: O.self,
                reply,
                parsed,
                context
            )
        }
    }
}

extension CommandOutput {
    /// A page as the answer; where a file is named it is written there, and that is said.
    init<O: Operation>(
        page: ReportDocument,
        of operation: O.Type,
        _ reply: Reply<O.Output>,
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) throws {
        guard let file = parsed.text(ReportOptions.output) else {
            self.init(reply, of: operation) { $0 = TextDocument(page) }
            self.page = page
            return
        }
        let text = page.written(as: ReportOptions.format(parsed, ofFile: file))
        try context.files.write(text, to: file)
        self.init(reply, of: operation) { document in
            document.say("\(page.title), revision \(page.revision ?? 0): \(text.utf8.count) bytes")
            document.field("file", .path(file))
        }
    }
}

/// The options that reports have in common.
enum ReportOptions {
    static let output = Option(
        "output",
        short: "o",
        value: "FILE",
        help: "Write it into a file: Markdown, HTML or JSON, by --format or the file's ending",
        completion: .file
    )
    static let since = Option(
        "since",
        value: "TIME|DURATION",
        help: "From that moment on, such as 24h ago or 2026-11-26T09:30:00Z"
    )

    /// What a file is written in: what was asked for, else what its ending says.
    static func format(_ parsed: ParsedCommand, ofFile file: String) -> ReportFormat {
        if parsed.isSet(GlobalOptions.json) { return .json }
        switch parsed.text(GlobalOptions.format).flatMap(OutputFormat.init(named:)) {
        case .html: return .html
        case .json, .ndjson: return .json
        case .markdown: return .markdown
        case .text, .compact, nil: return ReportFormat(ofFile: file) ?? .markdown
        }
    }
}

extension ParsedCommand {
    /// A moment, or how long ago it was.
    func moment(ago option: Option, _ context: CommandContext) throws -> Timestamp? {
        try value(option) { text throws(MomentError) in
            if let moment = Timestamp(text) { return moment }
            do throws(UnitError) {
                return context.time.now() + (.zero - (try Duration(text: text)))
            } catch {
                throw MomentError(text: text)
            }
        }
    }
}
