import Digests
import Model
import SQLKit

// What the rows hold, as the model's values. A row that does not decode is an error that names the
// table and the column.
extension SQLRow {
    func name<Name: Identifier>(_ column: Int, as _: Name.Type = Name.self) throws -> Name {
        Name(trusted: try text(column))
    }

    func optionalName<Name: Identifier>(_ column: Int, as _: Name.Type = Name.self) throws -> Name?
    {
        try optionalText(column).map(Name.init(trusted:))
    }

    /// A digest that stands as text.
    func digest(_ column: Int, of table: StaticString) throws -> Digest {
        guard let digest = Digest(try text(column)) else {
            throw StoredValueError(table: "\(table)", column: column, fault: "not a digest")
        }
        return digest
    }

    func moment(_ column: Int) throws -> Timestamp {
        Timestamp(milliseconds: try int64(column))
    }

    func optionalMoment(_ column: Int) throws -> Timestamp? {
        try optionalInt64(column).map(Timestamp.init(milliseconds:))
    }

    func choice<Choice: RawRepresentable<String>>(
        _ column: Int,
        of table: StaticString,
        as _: Choice.Type = Choice.self
    ) throws -> Choice {
        let word = try text(column)
        guard let choice = Choice(rawValue: word) else {
            throw StoredValueError(table: "\(table)", column: Int(column), fault: "an unknown word")
        }
        return choice
    }

    /// A JSON array of texts.
    func texts(_ column: Int, of table: StaticString) throws -> [String] {
        guard case .array(let values) = try json(column, of: table) else {
            throw StoredValueError(table: "\(table)", column: Int(column), fault: "not a list")
        }
        return try values.map { value in
            guard case .string(let text) = value else {
                throw StoredValueError(
                    table: "\(table)",
                    column: Int(column),
                    fault: "not a list of texts"
                )
            }
            return text
        }
    }

    func json(_ column: Int, of table: StaticString) throws -> JSONValue {
        try Store.json(try text(column), column: column, of: table)
    }
}

/// The JSON of a text that was read from a column.
func json(_ text: String, column: Int, of table: StaticString) throws -> JSONValue {
    do {
        return try JSONValue(parsing: text)
    } catch {
        throw StoredValueError(table: "\(table)", column: column, fault: "not JSON")
    }
}

/// A list as the text that is stored for it.
func stored(_ texts: [String]) -> String {
    JSONValue.array(texts.map(JSONValue.string)).canonicalText
}

/// A stored value that is not what the column promises.
package struct StoredValueError: Reportable, Equatable {
    package let table: String
    package let column: Int
    package let fault: String

    package var code: String { "store.unreadable_value" }
    package var category: ErrorCategory { .failure }
    package var message: String {
        "The table '\(table)' has a value in column \(column) that is \(fault)."
    }
    package var hint: String? { "`worklead ledger verify` names what differs from the ledger." }
}
