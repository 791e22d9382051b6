import Commands
import Digests
import Model
import Operations
import Testing

@Suite("Compact lists")
struct CompactRoundTripTests {
    @Test("A list reads back as the values that were written", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let columns = ["a", "b", "c"].prefix(chance.below(3) + 1)
        let rows = (0...chance.below(4)).map { _ in columns.map { _ in chance.text() } }
        let output = CommandOutput(Envelope(schema: "x/1", data: .null)) { text in
            text.list(
                TextList("rows", columns: Array(columns), rows: rows.map { $0.map { .text($0) } })
            )
        }
        let written = output.written(in: .plain(.compact, full: true)).output
        let lines = written.split(separator: "\n").map(String.init)
        #expect(lines.count == rows.count + 1, "seed \(seed)")
        #expect(lines[0] == "rows[\(rows.count)]{\(columns.joined(separator: ","))}:")
        for (line, row) in zip(lines.dropFirst(), rows) {
            let read = try CompactRow.values(in: line)
            #expect(read == row.map(CompactRow.visible), "seed \(seed): \(line)")
        }
    }

    @Test(
        "What could be read as something else is quoted, and nothing else is",
        arguments: [
            ("Cancel endpoint", "Cancel endpoint"), ("P07-B4", "P07-B4"), ("a(b)", "a(b)"),
            ("", #""""#), ("-x", #""-x""#), ("true", #""true""#), ("null", #""null""#),
            ("42", #""42""#), ("05", #""05""#), ("1e6", #""1e6""#), ("1.5", #""1.5""#),
            ("1.5.2", "1.5.2"), ("4m ago", "4m ago"), ("a,b", #""a,b""#), ("a: b", #""a: b""#),
            ("[x]", #""[x]""#), ("say \"hi\"", #""say \"hi\"""#), ("a\\b", #""a\\b""#),
            (" a", #"" a""#), ("a\nb", #""a\nb""#), ("a\u{1b}b", #""a\\u{1b}b""#),
        ]
    )
    func quoting(text: String, token: String) {
        let output = CommandOutput(Envelope(schema: "x/1", data: .null)) {
            $0.field("v", .text(text))
        }
        #expect(output.written(in: .plain(.compact)).output == "v: \(token)\n")
    }
}

/// Reads a row by the rules of the TOON specification, apart from the code that writes it.
enum CompactRow {
    struct Malformed: Error {
        let line: String
    }

    static func values(in line: String) throws -> [String] {
        guard line.hasPrefix("  ") else { throw Malformed(line: line) }
        var rest = line.dropFirst(2).unicodeScalars[...]
        var values: [String] = []
        while true {
            values.append(try rest.first == "\"" ? quoted(&rest, line) : bare(&rest, line))
            guard let comma = rest.popFirst() else { return values }
            guard comma == "," else { throw Malformed(line: line) }
        }
    }

    /// What is left of a text after all that cannot be shown has become `\u{…}`.
    static func visible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            let isPlain = ["\n", "\r", "\t"].contains(scalar) || !scalar.isUnsafeToShow
            result += isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }
        return result
    }

    private static func bare(
        _ rest: inout Substring.UnicodeScalarView,
        _ line: String
    ) throws -> String {
        let token = rest.prefix { $0 != "," }
        rest = rest.dropFirst(token.count)
        let text = String(token)
        guard !text.isEmpty, !["true", "false", "null"].contains(text), Double(text) == nil,
            text.first != "-", !text.contains(where: { "\":\\[]{}".contains($0) })
        else { throw Malformed(line: line) }
        return text
    }

    private static func quoted(
        _ rest: inout Substring.UnicodeScalarView,
        _ line: String
    ) throws -> String {
        rest.removeFirst()
        var text = ""
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"": return text
            case "\\":
                switch rest.popFirst() {
                case "\\": text += "\\"
                case "\"": text += "\""
                case "n": text += "\n"
                case "r": text += "\r"
                case "t": text += "\t"
                default: throw Malformed(line: line)
                }
            default: text.unicodeScalars.append(scalar)
            }
        }
        throw Malformed(line: line)
    }
}
