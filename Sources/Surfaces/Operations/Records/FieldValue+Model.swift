import Digests
import Model

extension FieldValue where Self: Identifier {
    package static var expectation: String { kind }
    package var wire: JSONValue? { .string(text) }

    /// What a required field holds until it is read or set; not a well-formed name, so a record
    /// that still has it does not pass ``Record/validated()``.
    package static var unset: Self { Self(trusted: "") }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        do throws(IdentifierError) {
            self = try Self(text)
        } catch {
            throw .malformed(error.message, expected: Self.expectation)
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "string",
            "pattern": .string(rule.pattern),
            "maxLength": .integer(Int64(rule.lengthMax)),
        ]
    }
}

extension IdentifierRule {
    /// The rule, but for its length, as a regular expression of ECMA-262.
    var pattern: String {
        let letters = (allowsUppercase ? "A-Z" : "") + (allowsLowercase ? "a-z" : "")
        let ends = "[\(letters)0-9]"
        return "^(?!.*\\.\\.)\(ends)([\(letters)0-9._-]*\(ends))?$"
    }
}

extension TaskKey: FieldValue {}
extension AgentID: FieldValue {}
extension LaneKey: FieldValue {}
extension RepositoryName: FieldValue {}
extension WorkspaceName: FieldValue {}
extension SessionID: FieldValue {}
extension DeliveryID: FieldValue {}
extension ReplayID: FieldValue {}
extension MessageID: FieldValue {}
extension ReviewID: FieldValue {}
extension FindingID: FieldValue {}
extension ThreadID: FieldValue {}
extension GateName: FieldValue {}
extension GateRunID: FieldValue {}
extension MemoryID: FieldValue {}
extension MemoryTag: FieldValue {}

extension Timestamp: FieldValue {
    package static var expectation: String { "a time such as 2026-11-26T01:10:38Z" }
    package var wire: JSONValue? { .string(text) }

    /// What a required field holds until it is read or set: the start of 1970.
    package static var unset: Timestamp { Timestamp(milliseconds: 0) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        guard let moment = Timestamp(text) else {
            throw .unexpected("'\(text.printable(limit: 40))'", expected: Self.expectation)
        }
        self = moment
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "format": "date-time"]
    }
}

/// A duration in whole seconds, the rest cut; its field's name ends in `_seconds`.
extension Duration: FieldValue {
    package static var expectation: String { "a whole number of seconds" }
    package var wire: JSONValue? { .integer(wholeSeconds) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        do throws(RecordError) {
            self = .seconds(try Int64(wire: wire, unknownFields: unknownFields))
        } catch {
            throw error.expecting(Self.expectation)
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        Int64.schema(in: &definitions)
    }
}

extension Digest: FieldValue {
    package static var expectation: String { "a digest: 'sha256:' and 64 hexadecimal digits" }
    package var wire: JSONValue? { .string(description) }

    /// What a required field holds until it is read or set: all zeros.
    package static var unset: Digest { Digest(bytes: Array(repeating: 0, count: 32)) }

    /// Reads the one canonical form, so that equal digests are equal texts for every reader.
    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire, let digest = Digest(text), digest.description == text
        else { throw .unexpected(wire.kind, expected: Self.expectation) }
        self = digest
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string", "pattern": "^sha256:[0-9a-f]{64}$"]
    }
}
