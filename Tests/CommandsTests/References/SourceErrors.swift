import Glibc

/// The errors that the sources declare, read from their text.
///
/// A page made from instances would list what somebody thought of; the text has every case, so a
/// new one can't be left out.
struct SourceErrors {
    /// One code and what is said with it.
    struct Entry: Equatable {
        var code: String
        var category: String
        var message: String
        var hint: String
    }

    /// Sorted by code, each code once.
    let entries: [Entry]

    init(root: String) {
        var types: [String: String] = [:]
        for path in SourceText.files(under: root + "/Sources") {
            for (name, body) in SourceText.types(in: SourceText.read(path)) {
                types[name, default: ""] += body
            }
        }
        var found: [String: Entry] = [:]
        for (name, body) in types.sorted(by: { $0.key < $1.key }) {
            let own = Self.entries(of: name, body) + Self.namedEntries(body)
            for entry in own where found[entry.code] == nil { found[entry.code] = entry }
        }
        let levels = Choice.all(
            SourceText.property("category: ErrorCategory", in: types["RuleError"] ?? "") ?? "",
            of: SourceText.words
        )
        for rule in SourceText.rawValues(in: types["Rule"] ?? "") {
            let code = "rule.\(rule.value)"
            found[code] =
                found[code]
                ?? Entry(
                    code: code,
                    category: levels.value(for: rule) ?? "",
                    message: "",
                    hint: ""
                )
        }
        entries = found.values.sorted { $0.code < $1.code }
    }

    /// Where code and category stand beside each other.
    private static func namedEntries(_ body: String) -> [Entry] {
        let signature = "name: (code: String, kind: Kind)"
        guard let names = SourceText.property(signature, in: body) else { return [] }
        let message = Choice.all(SourceText.property("message: String", in: body) ?? "")
        let hint = Choice.all(SourceText.property("hint: String?", in: body) ?? "")
        let kinds = Choice.all(names, of: SourceText.words)
        return Choice.all(names).map { choice in
            Entry(
                code: "git." + choice.value,
                category: kinds.value(for: choice) ?? "",
                message: message.value(for: choice) ?? "",
                hint: hint.value(for: choice) ?? ""
            )
        }
    }

    private static func entries(of type: String, _ body: String) -> [Entry] {
        guard let code = SourceText.property("code: String", in: body) else { return [] }
        let codes = code.contains("rawValue") ? SourceText.rawValues(in: body) : Choice.all(code)
        let message = Choice.all(
            SourceText.property("message: String", in: body)
                ?? SourceText.property("meaning: String", in: body) ?? ""
        )
        let hint = Choice.all(SourceText.property("hint: String?", in: body) ?? "")
        let category = Choice.all(
            SourceText.property("category: ErrorCategory", in: body) ?? "",
            of: SourceText.words
        )
        let kind = Choice.all(
            SourceText.property("kind: Kind", in: body) ?? "",
            of: SourceText.words
        )
        return codes.filter { $0.value.isCode }.compactMap { choice in
            let told = category.value(for: choice) ?? ""
            let named = ErrorCategoryNames.exit(of: told) == nil ? kind.value(for: choice) : told
            let implied = choice.value.hasPrefix("usage.") ? "usage" : nil
            // What is wrong with a text is told as a fault of the document; other faults of the
            // foundations without a category are told as a part of another error.
            let isText = ["markup.", "toml."].contains { choice.value.hasPrefix($0) }
            guard let category = named ?? implied ?? (isText ? "usage" : nil) else { return nil }
            return Entry(
                code: isText ? "document." + choice.value : choice.value,
                category: category,
                message: message.value(for: choice) ?? "",
                hint: hint.value(for: choice) ?? ""
            )
        }
    }
}

/// What a property gives for some of the cases of its type.
struct Choice {
    /// The cases; empty where there is but one value, or the first of two.
    var cases: Set<String>
    var value: String

    /// Reads the body of a property: a switch, a choice between two, or one value.
    static func all(
        _ body: String,
        of values: (String) -> [String] = SourceText.literals
    ) -> [Choice] {
        guard body.contains("switch ") else {
            let found = values(body)
            let isChoice = body.contains(" ? ") && found.count == 2
            guard isChoice else { return found.prefix(1).map { Choice(cases: [], value: $0) } }
            return [
                Choice(cases: ["?"], value: found[0]), Choice(cases: [":"], value: found[1]),
            ]
        }
        return SourceText.cases(in: body).compactMap { names, rest in
            let told = rest.components(after: "return ")
            return values(told).first.map { Choice(cases: names, value: $0) }
        }
    }
}

extension [Choice] {
    /// The value for the cases of another choice.
    func value(for other: Choice) -> String? {
        first { !$0.cases.isDisjoint(with: other.cases) }?.value
            ?? first { $0.cases.isEmpty || $0.cases == ["*"] }?.value
            ?? (other.cases.isEmpty ? first?.value : nil)
    }
}

extension String {
    /// Whether it is a dotted name such as `task.held`.
    var isCode: Bool {
        contains(".") && first != "." && last != "."
            && utf8.allSatisfy { (97...122).contains($0) || $0 == 46 || $0 == 95 }
    }

    fileprivate func components(after word: String) -> String {
        var rest = self[...]
        while let found = rest.firstRange(of: word) { rest = rest[found.upperBound...] }
        return String(rest)
    }
}

/// The exit codes by the names of the categories in the sources.
enum ErrorCategoryNames {
    static func exit(of name: String) -> Int? {
        [
            "failure": 1, "usage": 2, "notFound": 3, "conflict": 4, "checkFailed": 5,
            "notAllowed": 6, "needsDecision": 7, "unreachable": 8, "timedOut": 9,
            "wouldChange": 10, "interrupted": 130,
        ][name]
    }
}
