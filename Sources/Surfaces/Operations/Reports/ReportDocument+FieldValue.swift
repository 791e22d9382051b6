import Digests
import ReportKit

extension ReportDocument: FieldValue {
    package static var expectation: String { "a report" }
    package var wire: JSONValue? { json }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        do throws(ReportReadingError) {
            self = try ReportDocument(json: wire)
        } catch {
            let place = error.path.isEmpty ? "It" : "'\(error.path)'"
            throw .malformed("\(place) is not \(error.expected).", expected: Self.expectation)
        }
    }

    /// What every report has; its blocks are told apart by their `kind`.
    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        let blocks: JSONValue = ["type": "array", "items": ["type": "object"]]
        return [
            "type": "object",
            "properties": [
                "title": ["type": "string"],
                "revision": ["type": "integer"],
                "generated_at": ["type": "string"],
                "blocks": blocks,
                "sections": blocks,
            ],
            "required": ["title", "sections"],
        ]
    }
}
