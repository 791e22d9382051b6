import Digests
import Model

/// One thing that can be asked of a workspace, described once for every surface.
///
/// Conforming types are caseless enumerations with their input and output inside. The operation
/// says nothing about how it is carried out: ``OperationProvider`` binds it to an engine, and a
/// client to a gateway.
package protocol Operation: Sendable {
    /// What is asked.
    associatedtype Input: Record
    /// What is answered.
    associatedtype Output: Record

    /// Noun and verb, with a dot: `task.claim`. Never changed once released.
    static var name: String { get }
    /// One sentence for lists, help and tool descriptions.
    static var summary: String { get }
    /// What it does to the workspace.
    static var effect: Effect { get }
    /// The codes of the errors that belong to the operation, beside those of any call.
    static var errors: [String] { get }
    /// An input for documents and tests.
    static var example: Input { get }
    /// Whether it works with files where the caller stands, so that a gateway carries it out for
    /// its owner's processes only.
    static var needsPlace: Bool { get }
    /// Whether it is about the gateway that answers, so that where none does there is no answer.
    static var needsGateway: Bool { get }
    /// Whether a call may be kept and sent later where no gateway can be reached: it means the same
    /// then, and nobody goes on from its answer.
    static var mayQueue: Bool { get }
    /// Whether it waits for programs such as git, or works for long, so that a server carries it
    /// out apart from what is done in a moment.
    static var takesTime: Bool { get }
    /// Whether a call that was lost on the way may be sent again: it then changes nothing more.
    static var isRepeatable: Bool { get }
    /// Raised when the output changes in a way that a reader of the old one would not understand.
    static var version: Int { get }
}

extension Operation {
    package static var version: Int { 1 }
    package static var needsPlace: Bool { false }
    package static var needsGateway: Bool { false }
    package static var mayQueue: Bool { false }
    package static var takesTime: Bool { false }
    package static var isRepeatable: Bool { effect.isRepeatable }

    /// The name of the reply's shape in its envelope: `task.claim/1`.
    package static var schemaName: String { "\(name)/\(version)" }

    /// The idempotency key of a call that has none: the same for the same call in the same session.
    package static func contentKey(of input: Input, in session: SessionID) -> String {
        let content: JSONValue = .object([
            "operation": .string(name), "input": input.json, "session": .string(session.text),
        ])
        return "content:" + Digest(of: content.canonicalBytes).hex
    }
}

/// An operation's input without fields.
package struct NoInput: Record {
    package static let name = "no.input"
    package static let fields: [Field<NoInput>] = []
    package init() {}
}

/// Why an operation cannot be called at all.
package enum OperationError: Reportable, Equatable {
    case unknown(name: String, nearest: String?)
    case notServed(name: String)
    case keyNotTaken(name: String)

    package var code: String {
        switch self {
        case .unknown: "operation.unknown"
        case .notServed: "operation.not_served"
        case .keyNotTaken: "operation.key_not_taken"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .notServed: .failure
        case .keyNotTaken: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name, let nearest):
            let question = nearest.map { " Did you mean '\($0)'?" } ?? ""
            return "There is no operation '\(name.printable(limit: 64))'.\(question)"
        case .notServed(let name):
            return "This program does not carry out '\(name)'."
        case .keyNotTaken(let name):
            return "'\(name)' takes no idempotency key: it only reads."
        }
    }
}
