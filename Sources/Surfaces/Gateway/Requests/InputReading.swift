import Digests
import HTTPKit
import Operations

/// Reads an operation's input out of a query or a body.
struct InputReading: Sendable {
    /// How a value of the query becomes JSON.
    private enum Kind: Sendable {
        case text
        case whole
        case truth
        indirect case list(Kind)
    }

    private let kinds: [String: Kind]

    init(schema: JSONValue) {
        let properties = schema["properties"]?.objectValue ?? [:]
        kinds = properties.mapValues { Self.kind(of: $0) }
    }

    private static func kind(of schema: JSONValue) -> Kind {
        switch schema["type"]?.stringValue {
        case "integer": .whole
        case "boolean": .truth
        case "array": .list(schema["items"].map(kind) ?? .text)
        default: .text
        }
    }

    /// The input that a query says; a list is an item that comes more than once.
    func input(_ query: [HTTPTarget.QueryItem]) throws -> JSONValue {
        var members: [String: JSONValue] = [:]
        for item in query {
            // A name that is not known is refused with all others, by the record.
            switch kinds[item.name] ?? .text {
            case .list(let element):
                let earlier = members[item.name]?.arrayValue ?? []
                members[item.name] = .array(earlier + [Self.value(item.value, element)])
            case let kind:
                guard members[item.name] == nil else {
                    throw RequestError.malformed(
                        "'\(item.name.prefix(60))' stands twice in the query."
                    )
                }
                members[item.name] = Self.value(item.value, kind)
            }
        }
        return .object(members)
    }

    /// What does not read as its kind stays a text, and the record says what it should be.
    private static func value(_ text: String, _ kind: Kind) -> JSONValue {
        switch kind {
        case .whole: Int64(text).map { .integer($0) } ?? .string(text)
        case .truth: text == "true" ? true : text == "false" ? false : .string(text)
        case .text, .list: .string(text)
        }
    }

    /// The input that a body says; an empty one is an input without fields.
    static func input(of request: HTTPRequest) throws -> JSONValue {
        if let type = request.headers["Content-Type"], type != "application/json" {
            let essence = type.prefix { $0 != ";" }.trimmingBlanks
            guard essence.isSameHeader(as: "application/json") else {
                throw RequestError.mediaType(type)
            }
        }
        guard !request.body.isEmpty else { return [:] }
        do {
            return try JSONValue(parsing: request.body)
        } catch {
            throw RequestError.malformed("The body is not JSON: \(error.message)")
        }
    }
}
