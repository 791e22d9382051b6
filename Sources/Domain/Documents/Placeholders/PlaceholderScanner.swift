import Model

/// Looks for placeholders in the lines that a change adds.
package struct PlaceholderScanner: Hashable, Sendable {
    private let languages: [Language]
    /// Paths that are not looked at, whatever their language.
    private let except: [PathPattern]

    private struct Language: Hashable, Sendable {
        let rules: PlaceholderRules
        let search: LiteralSearch
        /// The rule and the text of each literal.
        let literals: [(rule: Int, bytes: [UInt8])]

        init(_ rules: PlaceholderRules) {
            self.rules = rules
            search = LiteralSearch(rules.rules.flatMap(\.literals))
            literals = rules.rules.enumerated().flatMap { index, rule in
                rule.literals.map { (index, Array($0.utf8)) }
            }
        }

        static func == (left: Language, right: Language) -> Bool { left.rules == right.rules }
        func hash(into hasher: inout Hasher) { hasher.combine(rules) }

        func covers(_ path: String) -> Bool {
            rules.files.contains { $0.matches(path) }
                && !rules.except.contains { $0.matches(path) }
        }
    }

    package init(_ languages: [PlaceholderRules], except: [PathPattern] = []) {
        self.languages = languages.map(Language.init)
        self.except = except
    }

    /// What is found, each line once for each rule.
    package func findings(in file: AddedFile) -> [GateFinding] {
        guard !except.contains(where: { $0.matches(file.path) }) else { return [] }
        return languages.filter { $0.covers(file.path) }.flatMap { language in
            file.lines.flatMap { line in
                Self.broken(in: line.text, language).map { rule in
                    GateFinding(
                        "'\(rule.name)': \(rule.about).",
                        path: file.path,
                        line: line.number,
                        rule: "\(language.rules.language).\(rule.name)"
                    )
                }
            }
        }
    }

    private static func broken(
        in line: String,
        _ language: Language
    ) -> [PlaceholderRules.Rule] {
        let bytes = Array(line.utf8)
        var broken: [Int] = []
        language.search.each(in: bytes) { literal, offset in
            let (index, wanted) = language.literals[literal]
            let range = offset..<offset + wanted.count
            guard !broken.contains(index), isApart(range, in: bytes) else { return }
            guard !language.rules.rules[index].isExact || bytes[range].elementsEqual(wanted) else {
                return
            }
            broken.append(index)
        }
        return broken.sorted().map { language.rules.rules[$0] }
    }

    /// Whether no word goes on across an end of the place.
    private static func isApart(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        let first = range.lowerBound
        let end = range.upperBound
        if first > 0, bytes[first].isWord, bytes[first - 1].isWord { return false }
        return end == bytes.count || !bytes[end].isWord || !bytes[end - 1].isWord
    }
}
