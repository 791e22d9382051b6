import Model
import TOMLKit

/// Reads the fields of a spec's tables and notes each fault with its line, so that somebody who
/// mends a spec sees all of them at once.
struct WaveFields {
    private(set) var findings: [WaveFinding] = []

    /// Notes a fault at a key.
    mutating func note(
        _ rule: String,
        _ severity: WaveFinding.Severity = .error,
        at key: String,
        in fields: TOMLFields,
        _ reason: String
    ) {
        findings.append(
            WaveFinding(
                rule: "wave." + rule,
                severity: severity,
                keyPath: fields.keyPath(key),
                line: max(1, fields.line(of: key)),
                reason: reason
            )
        )
    }

    /// Notes keys that no spec has.
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
            return "has to be relative to the folder that the wave is rendered into"
        }
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        if names.contains("..") { return "leads out of its folder" }
        let isPlain = names.allSatisfy { !$0.isEmpty && $0 != "." }
        return isPlain ? nil : "is not written plainly"
    }

    private mutating func note(_ error: TOMLError, at key: String, in fields: TOMLFields) {
        findings.append(
            WaveFinding(
                rule: "wave.wrong_type",
                severity: .error,
                keyPath: error.keyPath.isEmpty ? fields.keyPath(key) : error.keyPath,
                line: max(1, error.line),
                reason: error.message
            )
        )
    }
}
