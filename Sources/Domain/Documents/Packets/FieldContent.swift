import MarkupKit
import Model

/// What a document says in one field: text after its label, and the blocks below it.
struct FieldContent {
    /// The text after the label, on its line; empty where there is none.
    var text: String
    var blocks: [MarkupBlock]

    init(text: String = "", blocks: [MarkupBlock] = []) {
        self.text = text
        self.blocks = blocks
    }

    var isEmpty: Bool { text.isEmpty && blocks.isEmpty }

    /// Every line, items of lists within lists included, in the order of the text.
    var lines: [String] {
        PacketText.lines(text) + Self.lines(of: blocks)
    }

    private static func lines(of blocks: [MarkupBlock]) -> [String] {
        blocks.flatMap { block -> [String] in
            switch block.kind {
            case .heading(_, let text), .paragraph(let text): PacketText.lines(text.readable)
            case .list(_, let items): items.flatMap { lines(of: $0.blocks) }
            case .quote(let inner): lines(of: inner)
            case .code(_, let literal): PacketText.lines(literal)
            case .html(let text): PacketText.lines(text)
            case .rule: []
            }
        }
    }

    /// The entries of a head: `KEY: value`, one a line.
    var entries: [PacketEntry] {
        lines.map { line in
            guard let labelled = LabelledText(line) else {
                return PacketEntry(key: "", value: line)
            }
            return PacketEntry(key: labelled.label, value: labelled.rest)
        }
    }

    /// The commands: those in code blocks, and items of lists that are one piece of code.
    var plan: CommandPlan {
        var plan = CommandPlan()
        if let command = Self.onlyCode(text) {
            plan.commands = ShellScript(command).commands
        } else {
            plan.notes = PacketText.lines(text)
        }
        Self.gather(blocks, into: &plan)
        return plan
    }

    /// What stands between two backticks that are all a text has beside it.
    private static func onlyCode(_ text: String) -> String? {
        guard text.utf8.count > 2, text.hasPrefix("`"), text.hasSuffix("`") else { return nil }
        let inner = text.dropFirst().dropLast()
        return inner.contains("`") ? nil : String(inner)
    }

    private static func gather(_ blocks: [MarkupBlock], into plan: inout CommandPlan) {
        for block in blocks {
            switch block.kind {
            case .code(let info, let literal):
                let language =
                    info.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? ""
                if !CommandPlan.isShell(language) { plan.language = PacketText.line(language) }
                plan.commands += ShellScript(PacketText.verbatim(literal)).commands
            case .list(_, let items):
                for item in items { gather(item.blocks, into: &plan) }
            case .paragraph(let text):
                if text.runs.count == 1, text.runs[0].style.contains(.code) {
                    plan.commands += ShellScript(PacketText.verbatim(text.plain)).commands
                } else {
                    plan.notes += PacketText.lines(text.readable)
                }
            case .heading(_, let text): plan.notes += PacketText.lines(text.readable)
            case .quote(let inner): gather(inner, into: &plan)
            case .html(let text): plan.notes += PacketText.lines(text)
            case .rule: break
            }
        }
    }

    /// Code as it is, or else the lines as a sentence.
    var verbatim: String {
        if text.isEmpty, blocks.count == 1, case .code(_, let literal) = blocks[0].kind {
            return PacketText.verbatim(literal)
        }
        var parts = PacketText.lines(text)
        for block in blocks {
            if case .code(_, let literal) = block.kind {
                parts.append(PacketText.verbatim(literal))
            } else {
                parts += Self.lines(of: [block])
            }
        }
        return PacketText.verbatim(parts.joined(separator: "\n"))
    }

    /// The ways to fail, each with what follows its arrow.
    var riskMap: [RiskMapping] {
        lines.map { line in
            for arrow in ["->", "→", "=>"] {
                if let parts = Self.split(line, at: arrow) {
                    return RiskMapping(failure: parts.0, subsystem: parts.1)
                }
            }
            return RiskMapping(failure: line, subsystem: "")
        }
    }

    /// The two sides of the first arrow that stands outside quotes.
    private static func split(_ line: String, at arrow: String) -> (String, String)? {
        let scalars = Array(line.unicodeScalars)
        let mark = Array(arrow.unicodeScalars)
        var isQuoted = false
        for index in scalars.indices where index + mark.count <= scalars.count {
            if scalars[index] == "\"" { isQuoted.toggle() }
            if !isQuoted, Array(scalars[index..<(index + mark.count)]) == mark {
                return (
                    String(String.UnicodeScalarView(scalars[..<index])),
                    String(String.UnicodeScalarView(scalars[(index + mark.count)...]))
                )
            }
        }
        return nil
    }
}
