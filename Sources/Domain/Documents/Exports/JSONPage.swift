import Digests

/// JSON as people read it: members in order, two spaces deeper at each level.
package enum JSONPage {
    /// The document with a line break at its end; the same value has the same text.
    package static func text(_ value: JSONValue) -> String {
        var page = ""
        write(value, depth: 0, to: &page)
        return page + "\n"
    }

    private static func write(_ value: JSONValue, depth: Int, to page: inout String) {
        let inner = String(repeating: "  ", count: depth + 1)
        let outer = String(repeating: "  ", count: depth)
        switch value {
        case .object(let members) where !members.isEmpty:
            page += "{\n"
            for (index, key) in members.keys.sorted().enumerated() {
                page += inner + JSONValue.string(key).canonicalText + ": "
                write(members[key] ?? .null, depth: depth + 1, to: &page)
                page += index + 1 < members.count ? ",\n" : "\n"
            }
            page += outer + "}"
        case .array(let elements) where !elements.isEmpty:
            page += "[\n"
            for (index, element) in elements.enumerated() {
                page += inner
                write(element, depth: depth + 1, to: &page)
                page += index + 1 < elements.count ? ",\n" : "\n"
            }
            page += outer + "]"
        case .null, .bool, .integer, .number, .string, .array, .object: page += value.canonicalText
        }
    }
}
