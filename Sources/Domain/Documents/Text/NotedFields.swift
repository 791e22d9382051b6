import Model
import TOMLKit

/// Reads the fields of a file's tables and notes each fault with its line, so that somebody who
/// mends the file sees all of them at once.
struct NotedFields {
    /// What the file is of, which the names of the rules begin with: `wave`.
    let noun: String
    private(set) var findings: [FieldFinding] = []

    /// Notes a fault at a key.
    mutating func note(
        _ rule: String,
        _ severity: FieldFinding.Severity = .error,
        at key: String,
        in fields: TOMLFields,
        _ reason: String
    ) {
        note(
            FieldFinding(
                rule: "\(noun)." + rule,
                severity: severity,
                keyPath: fields.keyPath(key),
                line: max(1, fields.line(of: key)),
                reason: reason
            )
        )
    }

    /// Notes a fault that was found elsewhere.
    mutating func note(_ finding: FieldFinding) { findings.append(finding) }

    /// Notes each value that an earlier table has already.
    mutating func once(_ key: String, _ values: [String], _ tables: [TOMLFields], _ what: String) {
        var seen: Set<String> = []
        for (value, table) in zip(values, tables) where !seen.insert(value).inserted {
            note("twice", at: key, in: table, "Another \(what) has the same.")
        }
    }

    /// Notes keys that no such file has.
    mutating func allow(
        _ known: Set<String>,
        in fields: TOMLFields,
        orEnding ending: String? = nil
    ) {
        for unknown in fields.unknownKeys(besides: known) {
            if let ending, unknown.key.hasSuffix(ending) { continue }
            let near = unknown.key.nearest(among: known.sorted())
            note(
                "unknown_key",
                at: unknown.key,
                in: fields,
                "The key is not known." + (near.map { " Did you mean '\($0)'?" } ?? "")
            )
        }
    }

    /// The table of that name; a missing one is noted.
    mutating func table(_ key: String, in fields: TOMLFields) -> TOMLFields? {
        do throws(TOMLError) {
            if let table = try fields.fields(key) { return table }
            note("missing", at: key, in: fields, "The table is missing.")
        } catch { note(error, at: key, in: fields) }
        return nil
    }

    /// The table of that name, or `nil` where it is absent.
    mutating func optionalTable(_ key: String, in fields: TOMLFields) -> TOMLFields? {
        fields.table[key] == nil ? nil : table(key, in: fields)
    }

    /// The tables of an array.
    mutating func tables(_ key: String, in fields: TOMLFields) -> [TOMLFields] {
        do throws(TOMLError) { return try fields.fieldsList(key) ?? [] } catch {
            note(error, at: key, in: fields)
            return []
        }
    }

    /// A text that must be there and say something.
    mutating func text(_ key: String, in fields: TOMLFields) -> String {
        let text = optionalText(key, in: fields)
        guard let text else {
            if fields.table[key] == nil { note("missing", at: key, in: fields, "It is missing.") }
            return ""
        }
        if text.isEmpty { note("empty", at: key, in: fields, "It says nothing.") }
        return text
    }

    /// A text of one line, or `nil` where the key is absent.
    mutating func optionalText(_ key: String, in fields: TOMLFields) -> String? {
        do throws(TOMLError) { return try fields.string(key).map(PacketText.line) } catch {
            note(error, at: key, in: fields)
            return nil
        }
    }

    /// A text of any number of lines that must be there and say something.
    mutating func wholeText(_ key: String, in fields: TOMLFields) -> String {
        do throws(TOMLError) {
            let text = try fields.string(key)
            if let text, text.contains(where: { !$0.isWhitespace }) { return text }
            note(
                text == nil ? "missing" : "empty",
                at: key,
                in: fields,
                text == nil ? "It is missing." : "It says nothing."
            )
        } catch { note(error, at: key, in: fields) }
        return ""
    }

    /// A whole number, or `nil` where the key is absent or the number is out of its bounds.
    mutating func number(
        _ key: String,
        in fields: TOMLFields,
        _ bounds: ClosedRange<Int64>
    ) -> Int64? {
        do throws(TOMLError) {
            guard let number = try fields.integer(key) else { return nil }
            if bounds.contains(number) { return number }
            note(
                "out_of_bounds",
                at: key,
                in: fields,
                "It must be from \(bounds.lowerBound) to \(bounds.upperBound)."
            )
        } catch { note(error, at: key, in: fields) }
        return nil
    }

    /// A duration such as `"30m"`, or `nil` where the key is absent.
    mutating func duration(_ key: String, in fields: TOMLFields) -> Duration? {
        do throws(DocumentError) { return try fields.duration(key) } catch {
            note("bad_value", at: key, in: fields, error.message)
            return nil
        }
    }

    /// One of the names that a choice has, or `nil` where the key is absent.
    mutating func choice<Choice>(_ key: String, in fields: TOMLFields) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        do throws(DocumentError) { return try fields.choice(key) } catch {
            note("bad_value", at: key, in: fields, error.message)
            return nil
        }
    }

    /// A flag that must be there.
    mutating func flag(_ key: String, in fields: TOMLFields) -> Bool {
        do throws(TOMLError) {
            if let flag = try fields.boolean(key) { return flag }
            note("missing", at: key, in: fields, "It is missing.")
        } catch { note(error, at: key, in: fields) }
        return false
    }

    /// Texts of one line each.
    ///
    /// - Parameter isNeeded: Whether the key must be there; it may be empty all the same.
    mutating func texts(
        _ key: String,
        in fields: TOMLFields,
        isNeeded: Bool = true
    ) -> [String] {
        do throws(TOMLError) {
            if let texts = try fields.strings(key) {
                return texts.map(PacketText.line).filter { !$0.isEmpty }
            }
            if isNeeded { note("missing", at: key, in: fields, "It is missing.") }
        } catch { note(error, at: key, in: fields) }
        return []
    }

    /// A name that must be well formed; an unreadable one is noted and stands for none.
    mutating func name<Name: Identifier>(
        _ key: String,
        in fields: TOMLFields,
        as _: Name.Type = Name.self
    ) -> Name {
        let text = text(key, in: fields)
        return text.isEmpty ? Name(trusted: "") : name(text, key, fields)
    }

    /// A name from its text.
    mutating func name<Name: Identifier>(
        _ text: String,
        _ key: String,
        _ fields: TOMLFields
    ) -> Name {
        do throws(IdentifierError) { return try Name(text) } catch {
            note("bad_name", at: key, in: fields, error.message)
            return Name(trusted: text)
        }
    }

    /// A path below the root that files are written under.
    mutating func path(_ key: String, in fields: TOMLFields) -> String {
        let path = text(key, in: fields)
        if !path.isEmpty, let fault = Self.fault(in: path) {
            note("bad_path", at: key, in: fields, "'\(path.printable(limit: 100))' \(fault).")
        }
        return path
    }

    /// Notes paths of a list that don't stay below a root.
    mutating func requirePaths(_ paths: [String], at key: String, in fields: TOMLFields) {
        for path in paths {
            guard let fault = Self.fault(in: path) else { continue }
            note("bad_path", at: key, in: fields, "'\(path.printable(limit: 100))' \(fault).")
        }
    }

    /// A file's name, without folders.
    mutating func fileName(_ key: String, in fields: TOMLFields) -> String {
        let name = path(key, in: fields)
        if name.contains("/") {
            note("bad_path", at: key, in: fields, "It has to be a file's name, without folders.")
        }
        return name
    }

    /// Why a path can't be written under a root; `nil` where it can.
    private static func fault(in path: String) -> String? {
        if path.hasPrefix("/") || path.hasPrefix("~") {
            return "has to be relative"
        }
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        if names.contains("..") { return "leads out of its folder" }
        let isPlain = names.allSatisfy { !$0.isEmpty && $0 != "." }
        return isPlain ? nil : "is not written plainly"
    }

    private mutating func note(_ error: TOMLError, at key: String, in fields: TOMLFields) {
        findings.append(
            FieldFinding(
                rule: "\(noun).wrong_type",
                severity: .error,
                keyPath: error.keyPath.isEmpty ? fields.keyPath(key) : error.keyPath,
                line: max(1, error.line),
                reason: error.message
            )
        )
    }
}
