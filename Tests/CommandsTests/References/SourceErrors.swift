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
        for gate in Self.gates(under: root) where found[gate.code] == nil {
            found[gate.code] = gate
        }
        entries = found.values.sorted { $0.code < $1.code }
    }

    /// The refusals of the built-in gates: each is described in a file of its own.
    private static func gates(under root: String) -> [Entry] {
        let folder = root + "/Sources/Engine/Engine/Gates"
        return SourceText.files(under: folder).flatMap { path -> [Entry] in
            let text = SourceText.read(path)
            return text.components(between: "= GateDescription(", and: "\n    )").compactMap {
                description in
                let words = SourceText.literals(description)
                guard let name = words.first, words.count > 1 else { return nil }
                let parts = (description + ",").components(between: "hint: ", and: ",\n        c")
                let hint = parts.first ?? description.components(after: "hint: ")
                let category = description.components(after: "category: .")
                let isPlain = category == description
                return Entry(
                    code: "rule.\(name)",
                    category: isPlain ? "checkFailed" : category,
                    message: "",
                    hint: SourceText.literals(hint).first ?? ""
                )
            }
        }
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

    /// What stands between two marks, each time that it does.
    fileprivate func components(between start: String, and end: String) -> [String] {
        var rest = self[...]
        var found: [String] = []
        while let open = rest.firstRange(of: start) {
            rest = rest[open.upperBound...]
            guard let close = rest.firstRange(of: end) else { break }
            found.append(String(rest[..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        return found
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
