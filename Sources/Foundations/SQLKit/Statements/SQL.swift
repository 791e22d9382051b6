/// A statement whose interpolated values are bound, never pasted into its text.
///
/// ```swift
/// let held: SQL = "SELECT task_key FROM claim WHERE agent_id = \(agent) AND fence > \(fence)"
/// ```
///
/// The text between the values is kept as pointers to the program's own constants. Preparing looks
/// the statement up by these, so its text is put together only the first time.
package struct SQL: Sendable, ExpressibleByStringInterpolation {
    private var pieces: [Piece]
    /// The values of the parameters, in their order.
    package private(set) var values: [SQLValue]

    package init(stringLiteral text: StaticString) {
        pieces = [.literal(text)]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        self = stringInterpolation.statement
    }

    /// A statement without parameters whose text is made while the program runs.
    ///
    /// For text that we wrote ourselves, such as a migration. Never put a value into it.
    package init(text: String) {
        pieces = [.text(text)]
        values = []
    }

    fileprivate init() {
        pieces = []
        values = []
    }

    /// Adds another piece of a statement after this one.
    package static func += (statement: inout SQL, more: SQL) {
        statement.pieces += more.pieces
        statement.values += more.values
    }

    /// One statement of two pieces: `list + " ORDER BY key"`.
    package static func + (first: SQL, second: SQL) -> SQL {
        var statement = first
        statement += second
        return statement
    }

    /// The whole text, with what `placeholder` gives for each parameter, counted from one.
    package func text(placeholder: (Int) -> String) -> String {
        var text = ""
        var parameter = 0
        for piece in pieces {
            switch piece {
            case .literal(let literal): text += literal.description
            case .text(let dynamic): text += dynamic
            case .parameter:
                parameter += 1
                text += placeholder(parameter)
            }
        }
        return text
    }

    /// What tells this statement from others, whatever its values are.
    package var key: Key { Key(pieces: pieces) }

    /// Whether the statement is written in the source as a whole, so that there are few such.
    package var isConstant: Bool {
        pieces.allSatisfy { if case .text = $0 { false } else { true } }
    }

    /// The identity of a statement in a cache of prepared ones.
    ///
    /// Equal keys have equal texts. Equal texts written at two places may have different keys,
    /// which only costs a second entry.
    package struct Key: Hashable, Sendable {
        fileprivate let pieces: [Piece]

        /// Takes in the ends only: nearly all statements begin with a literal of their own, and
        /// those that are put together from the same ones differ in number or in how they end.
        package func hash(into hasher: inout Hasher) {
            hasher.combine(pieces.count)
            if let first = pieces.first { hasher.combine(first) }
            if let last = pieces.last { hasher.combine(last) }
        }
    }

    fileprivate enum Piece: Hashable, Sendable {
        case literal(StaticString)
        case text(String)
        case parameter

        static func == (left: Piece, right: Piece) -> Bool {
            switch (left, right) {
            case (.literal(let left), .literal(let right)):
                left.address == right.address && left.utf8CodeUnitCount == right.utf8CodeUnitCount
            case (.text(let left), .text(let right)): left == right
            case (.parameter, .parameter): true
            default: false
            }
        }

        func hash(into hasher: inout Hasher) {
            switch self {
            case .literal(let literal): hasher.combine(literal.address)
            case .text(let text): hasher.combine(text)
            case .parameter: hasher.combine(0)
            }
        }
    }
}

extension SQL {
    /// Collects the pieces of an interpolated statement.
    package struct StringInterpolation: StringInterpolationProtocol {
        package typealias StringLiteralType = StaticString

        fileprivate var statement = SQL()

        package init(literalCapacity: Int, interpolationCount: Int) {
            statement.pieces.reserveCapacity(2 * interpolationCount + 1)
            statement.values.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: StaticString) {
            if literal.utf8CodeUnitCount > 0 { statement.pieces.append(.literal(literal)) }
        }

        // Nearly all values are of these two types, and a generic function that another module
        // calls finds out at each call what it was given.

        /// A text: it becomes a parameter.
        package mutating func appendInterpolation(_ text: String) {
            append(.text(text))
        }

        /// A text or NULL: it becomes a parameter.
        package mutating func appendInterpolation(_ text: String?) {
            append(text.map(SQLValue.text) ?? .null)
        }

        /// A whole number: it becomes a parameter.
        package mutating func appendInterpolation(_ number: Int64) {
            append(.integer(number))
        }

        /// A whole number or NULL: it becomes a parameter.
        package mutating func appendInterpolation(_ number: Int64?) {
            append(number.map(SQLValue.integer) ?? .null)
        }

        /// A value: it becomes a parameter.
        package mutating func appendInterpolation(_ value: some SQLBindable) {
            append(value.sqlValue)
        }

        /// A value or NULL: it becomes a parameter.
        ///
        /// Of its own, because the compiler warns of an optional that meets a generic parameter.
        package mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            append(value.sqlValue)
        }

        /// An identifier or a keyword: it becomes text, and can only come from our source.
        package mutating func appendInterpolation(raw text: StaticString) {
            appendLiteral(text)
        }

        /// A piece of a statement with its own parameters.
        package mutating func appendInterpolation(sql: SQL) {
            statement += sql
        }

        private mutating func append(_ value: SQLValue) {
            statement.pieces.append(.parameter)
            statement.values.append(value)
        }
    }
}

extension StaticString {
    /// Where the text lies in the program, or the scalar that stands for it.
    fileprivate var address: UInt {
        hasPointerRepresentation
            ? unsafe UInt(bitPattern: utf8Start)
            : UInt(unicodeScalar.value)
    }
}
