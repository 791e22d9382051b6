import Digests
import Model

// JSON as others write it.
extension ImportDraft {
    /// The object of a whole file; anything else is noted, and then there is none.
    mutating func object(_ bytes: [UInt8], _ place: Place) -> [String: JSONValue]? {
        guard let value = json(bytes[...], place) else { return nil }
        guard case .object(let members) = value else {
            note(.notObject, place, read: "a JSON value", .refused)
            return nil
        }
        return members
    }

    /// Any JSON of a whole file.
    mutating func json(_ bytes: ArraySlice<UInt8>, _ place: Place) -> JSONValue? {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        do throws(JSONError) {
            return try JSONValue(parsing: Array(body))
        } catch {
            note(.badJSON, place, read: error.message, .refused)
            return nil
        }
    }

    /// The objects of a log, one a line; a line that is none is noted and passed over.
    mutating func objects(
        _ bytes: [UInt8],
        in file: String
    ) -> [(line: Int, members: [String: JSONValue])] {
        var objects: [(Int, [String: JSONValue])] = []
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, raw) in lines.enumerated() {
            let place = Place(file: file, line: index + 1)
            let line = raw.last == UInt8(ascii: "\r") ? raw.dropLast() : raw
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 }) else { continue }
            guard line.count <= Self.lineBytesMax else {
                note(.tooLong, place, read: "\(line.count) bytes", .refused)
                continue
            }
            guard let value = json(line, place) else { continue }
            guard case .object(let members) = value else {
                note(.notObject, place, read: "a JSON value", .refused)
                continue
            }
            objects.append((index + 1, members))
        }
        return objects
    }

    /// A text of an object.
    ///
    /// - Parameter others: The names under which it stands too; they are noted.
    mutating func text(
        _ members: [String: JSONValue],
        _ name: String,
        or others: [String] = [],
        _ place: Place
    ) -> String? {
        for candidate in [name] + others {
            switch members[candidate] {
            case nil, .null?: continue
            case .string(let text)?:
                if candidate != name {
                    note(.otherName, place, read: candidate, .mended, how: "read as '\(name)'")
                }
                return text
            case .some(let other):
                note(.wrongType, place, read: "\(candidate): \(other.canonicalText)", .refused)
                return nil
            }
        }
        return nil
    }

    /// A text of an object that has to be there.
    mutating func required(
        _ members: [String: JSONValue],
        _ name: String,
        or others: [String] = [],
        _ place: Place
    ) -> String? {
        let text = text(members, name, or: others, place)
        if text == nil { note(.missingField, place, read: name, .kept) }
        return text
    }

    /// The texts of an object's list; one that stands alone is a list of one.
    mutating func texts(
        _ members: [String: JSONValue],
        _ name: String,
        or others: [String] = [],
        _ place: Place
    ) -> [String] {
        for candidate in [name] + others {
            guard let value = members[candidate], !value.isNull else { continue }
            if candidate != name {
                note(.otherName, place, read: candidate, .mended, how: "read as '\(name)'")
            }
            if case .string(let text) = value { return [text] }
            guard case .array(let values) = value else {
                note(.wrongType, place, read: "\(candidate): \(value.canonicalText)", .refused)
                return []
            }
            return values.compactMap { element in
                if case .string(let text) = element { return text }
                note(.wrongType, place, read: "\(candidate): \(element.canonicalText)", .refused)
                return nil
            }
        }
        return []
    }

    /// Notes the fields that nobody asks for; they are kept with the rest.
    mutating func noteUnknownFields(
        _ members: [String: JSONValue],
        besides known: Set<String>,
        _ place: Place
    ) {
        let unknown = members.keys.filter { !known.contains($0) }.sorted()
        guard !unknown.isEmpty else { return }
        note(.unknownField, place, read: unknown.joined(separator: ", "), .kept)
    }

    /// Looks for receipts in the tree.
    mutating func noteReceipts(_ receipts: [String], _ place: Place) {
        for receipt in receipts where !paths.contains(receipt) {
            let parts = receipt.split(separator: "/", omittingEmptySubsequences: false)
            if receipt.hasPrefix("/") || parts.contains("..") || receipt.contains("\0") {
                note(.outsideReceipt, place, read: receipt, .refused, how: "not looked for")
            } else {
                note(.missingReceipt, place, read: receipt, .kept)
            }
        }
    }

    /// A record of an object.
    func record(
        _ kind: ImportedRecord.Kind,
        named name: String,
        _ place: Place,
        _ members: [String: JSONValue],
        at moment: Timestamp?,
        agent: AgentID?,
        task: TaskKey?,
        summary: String
    ) -> ImportedRecord {
        let content = JSONValue.object(members)
        let bytes = content.canonicalBytes
        return ImportedRecord(
            layout: layout,
            kind: kind,
            name: name,
            digest: Digest(of: bytes),
            file: place.file,
            line: place.line,
            saidAt: moment,
            agent: agent,
            task: task,
            summary: Self.line(summary),
            content: bytes.count <= Self.textBytesMax ? content : .null
        )
    }

    /// A record of a text.
    func record(
        _ kind: ImportedRecord.Kind,
        named name: String? = nil,
        _ place: Place,
        text: String,
        at moment: Timestamp? = nil,
        agent: AgentID? = nil,
        task: TaskKey? = nil,
        summary: String,
        isKept: Bool = true
    ) -> ImportedRecord {
        let fits = isKept && text.utf8.count <= Self.textBytesMax
        return ImportedRecord(
            layout: layout,
            kind: kind,
            name: name ?? place.file,
            digest: Digest(of: text),
            file: place.file,
            line: place.line,
            saidAt: moment,
            agent: agent,
            task: task,
            summary: Self.line(summary),
            content: fits ? .object(["text": .string(text)]) : .null
        )
    }

    /// A text as one short line.
    static func line(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.printable(limit: 200)
    }
}
