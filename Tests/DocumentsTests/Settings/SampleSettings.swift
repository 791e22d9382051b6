import TestSupport

/// Settings files as people write them: in every layout, with values of every kind.
enum SampleSettings {
    static func json(_ chance: inout SplitMix64) -> String {
        let newline = chance.pick(["\n", "\r\n", ""])
        let unit = newline.isEmpty ? "" : chance.pick(["  ", "    ", "\t", ""])
        var members = (0..<chance.number(1...4)).map { "\"k\($0)\": " + value(&chance, 2) }
        if chance.number(0...1) == 0 {
            let own = "{\"hooks\":[{\"command\":\"mine \\\" \\u00e9\"}]}"
            members.append("\"hooks\": {\"Stop\": [\(own)], \"Other\": [\(own)]}")
        }
        if chance.number(0...1) == 0 { members.append("\"mcpServers\": {\"x\": {}}") }
        let separator = newline.isEmpty ? chance.pick([", ", ",", " ,\t"]) : "," + newline + unit
        return "{" + newline + unit + members.joined(separator: separator) + newline + "}"
            + chance.pick(["", "\n", "  "])
    }

    static func toml(_ chance: inout SplitMix64) -> String {
        let newline = chance.pick(["\n", "\r\n"])
        var lines = ["# settings of é", "model = \"x\"", ""]
        for number in 0..<chance.number(0...4) {
            lines += ["[mcp_servers.s\(number)]", "command = '''a'''  # why", ""]
        }
        if chance.number(0...1) == 0 { lines += ["[[hooks.Stop]]", "matcher = \"mine\"", ""] }
        return lines.joined(separator: newline)
    }

    private static func value(_ chance: inout SplitMix64, _ depth: Int) -> String {
        let kinds = depth == 0 ? 4 : 6
        switch chance.number(0...kinds) {
        case 0: return "\"text \\n \\ud83d\\ude00 é {}[],:\""
        case 1: return "-1.50e+3"
        case 2: return chance.pick(["true", "false", "null", "[]", "{}", "[ ]"])
        case 3: return "\"\""
        case 4: return "0"
        case 5:
            return "[" + (0..<3).map { _ in value(&chance, depth - 1) }.joined(separator: " , ")
                + "]"
        default: return "{ \"a\" : \(value(&chance, depth - 1)),\n\n\"b\":1 }"
        }
    }
}

extension SplitMix64 {
    fileprivate mutating func number(_ range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    fileprivate mutating func pick(_ texts: [String]) -> String {
        texts[number(0...texts.count - 1)]
    }
}
