import Glibc

/// Swift's text as far as a list of errors needs it: types, properties, cases, literals.
///
/// The sources are laid out by the formatter, so that a brace that ends something stands where that
/// began.
enum SourceText {
    static func files(under folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var found: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder + "/" + name
            if entry.pointee.d_type == UInt8(DT_DIR) {
                found += files(under: path)
            } else if name.hasSuffix(".swift") {
                found.append(path)
            }
        }
        return found.sorted()
    }

    /// The path of a file, from that of a source file in the same folder.
    static func beside(_ source: String, _ name: String) -> String {
        "/" + source.split(separator: "/").dropLast().joined(separator: "/") + "/" + name
    }

    static func read(_ path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The types that a text declares or extends, with what stands in their braces.
    static func types(in text: String) -> [(name: String, body: String)] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return lines.indices.compactMap { index in
            let line = lines[index]
            let indent = line.prefix { $0 == " " }.count
            let words = line.split { " :<{".contains($0) }.map(String.init)
            guard line.hasSuffix("{"),
                let keyword = words.firstIndex(where: {
                    ["enum", "struct", "class", "extension"].contains($0)
                }), keyword + 1 < words.count, keyword < 3
            else { return nil }
            let end = String(repeating: " ", count: indent) + "}"
            let rest = lines[(index + 1)...].prefix { $0 != end }
            // What belongs to a type inside is not this type's.
            var body: [String] = []
            var skipped: String?
            for line in rest {
                if let mark = skipped {
                    if line == mark { skipped = nil }
                } else if line.isNestedType {
                    skipped = String(repeating: " ", count: line.prefix { $0 == " " }.count) + "}"
                } else {
                    body.append(line)
                }
            }
            return (words[keyword + 1], body.joined(separator: "\n") + "\n")
        }
    }

    /// What stands in the braces of a computed property.
    static func property(_ signature: String, in body: String) -> String? {
        let lines = body.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let start = lines.firstIndex(where: { $0.contains("var \(signature) {") }) else {
            return nil
        }
        let line = lines[start]
        if line.hasSuffix("}"), let open = line.firstIndex(of: "{") {
            return String(line[line.index(after: open)...].dropLast())
        }
        let end = String(repeating: " ", count: line.prefix { $0 == " " }.count) + "}"
        return lines[(start + 1)...].prefix { $0 != end }.joined(separator: "\n")
    }

    /// The cases of a switch: which they name, and what follows the colon.
    static func cases(in body: String) -> [(names: Set<String>, rest: String)] {
        var found: [(names: Set<String>, rest: String)] = []
        var open = ""
        for line in body.split(separator: "\n").map(String.init) {
            let bare = line.drop { $0 == " " }
            if bare.hasPrefix("case ") || bare.hasPrefix("default:") {
                open = String(bare)
            } else if !open.isEmpty {
                open += "\n" + bare
            } else if !found.isEmpty {
                found[found.count - 1].rest += "\n" + bare
                continue
            }
            guard let colon = open.patternEnd else { continue }
            let rest = String(open[open.index(after: colon)...])
            found.append((names: String(open[..<colon]).caseNames, rest: rest))
            open = ""
        }
        return found
    }

    /// The texts in quotes, with `…` for what is put in; texts that are added up are one.
    static func literals(_ text: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "\"") {
            let isSum =
                !found.isEmpty && rest[..<start].allSatisfy { " \n+".contains($0) }
                && rest[..<start].contains("+")
            let isLong = rest[start...].hasPrefix("\"\"\"")
            let inside = rest[rest.index(start, offsetBy: isLong ? 3 : 1)...]
            var (literal, end) = literal(inside, isLong: isLong)
            if isLong { literal = literal.split { " \n".contains($0) }.joined(separator: " ") }
            if isSum { found[found.count - 1] += literal } else { found.append(literal) }
            rest = end
        }
        return found.filter { !$0.isEmpty }
    }

    /// The names of cases: `.usage` gives `usage`.
    static func words(_ text: String) -> [String] {
        text.split { !($0.isLetter || $0 == ".") }.filter { $0.hasPrefix(".") }
            .map { String($0.dropFirst()) }
    }

    /// The values of an enumeration of texts.
    static func rawValues(in body: String) -> [Choice] {
        body.split(separator: "\n").compactMap { line in
            let words = line.split { " \"=".contains($0) }.map(String.init)
            guard words.first == "case", (2...3).contains(words.count),
                words[1].first?.isLetter ?? false
            else { return nil }
            return Choice(cases: [words[1]], value: words[words.count - 1])
        }
    }

    private static func literal(
        _ text: Substring,
        isLong: Bool
    ) -> (String, Substring) {
        var value = ""
        var depth = 0
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            let next = text.index(after: index)
            if depth > 0 {
                depth += character == "(" ? 1 : character == ")" ? -1 : 0
            } else if character == "\\", next < text.endIndex, text[next] == "(" {
                value += "…"
                depth = 1
                index = next
            } else if isLong, text[index...].hasPrefix("\"\"\"") {
                return (value, text[text.index(index, offsetBy: 3)...])
            } else if character == "\"", !isLong {
                return (value, text[next...])
            } else if character == "\\", next < text.endIndex {
                value.append(text[next] == "n" ? " " : text[next])
                index = next
            } else {
                value.append(character)
            }
            index = text.index(after: index)
        }
        return (value, text[index...])
    }
}

extension String {
    fileprivate var isNestedType: Bool {
        let words = split(separator: " ").prefix(3)
        return hasSuffix("{")
            && words.contains { ["enum", "struct", "class", "extension"].contains($0) }
    }

    /// Where the pattern of a case ends: the first colon outside of parentheses.
    fileprivate var patternEnd: String.Index? {
        var depth = 0
        for index in indices {
            switch self[index] {
            case "(": depth += 1
            case ")": depth -= 1
            case ":" where depth == 0: return index
            default: continue
            }
        }
        return nil
    }

    /// The names of the cases in a pattern; `*` for the rest.
    fileprivate var caseNames: Set<String> {
        if hasPrefix("default") { return ["*"] }
        var names: Set<String> = []
        var depth = 0
        var name: String?
        for character in self {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            guard depth == 0 else { continue }
            if character == "." {
                name = ""
            } else if character.isLetter || character.isNumber {
                name?.append(character)
            } else if let found = name {
                names.insert(found)
                name = nil
            }
            if character == "(", let found = name { names.insert(found) }
        }
        if let name { names.insert(name) }
        return names
    }
}
