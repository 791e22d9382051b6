import Digests
import Model
import Operations

/// A tool over one operation of the table, or over a few that belong together.
struct OperationTool: Sendable {
    /// One operation of a tool.
    struct Action: Sendable {
        /// The word that chooses it, where the tool has several.
        let word: String
        let operation: String
        /// The fields of the operation's input that the tool offers.
        let fields: [String]

        init(_ operation: any Operation.Type, _ fields: [String] = []) {
            self.init("", operation, fields)
        }

        init(
            _ word: String,
            _ operation: any Operation.Type,
            _ fields: [String] = []
        ) {
            self.word = word
            self.operation = operation.name
            self.fields = fields
        }
    }

    /// How the action is chosen.
    enum Choice: Sendable {
        /// There is but one.
        case only
        /// By the word in the argument `action`.
        case byWord
        /// The first where the argument is given, the second otherwise.
        case byPresence(of: String)
    }

    let name: String
    let title: String
    let description: String
    let choice: Choice
    let actions: [Action]
    /// What of the answer other agents wrote.
    let untrusted: [String]

    init(
        _ name: String,
        title: String,
        _ description: String,
        choice: Choice = .only,
        _ actions: [Action],
        untrusted: [String] = []
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.choice = choice
        self.actions = actions
        self.untrusted = untrusted
    }

    /// The tool as it is listed.
    func listed(in table: OperationTable) throws -> ToolDescription {
        let entries = try actions.map { try table.entry(named: $0.operation) }
        return ToolDescription(
            name,
            title: title,
            description,
            inputSchema: ToolSchema.input(of: self, entries),
            outputSchema: ToolSchema.output(of: entries),
            effects: entries.map(\.effect)
        )
    }

    /// Calls the operation that the arguments choose.
    func call(
        _ arguments: [String: JSONValue],
        _ options: CallOptions,
        in table: OperationTable,
        through caller: any OperationCaller
    ) async throws -> JSONValue {
        let action = try action(for: arguments)
        var input = arguments
        if case .byWord = choice { input["action"] = nil }
        if let unknown = input.keys.filter({ !action.fields.contains($0) }).min() {
            throw ToolArgumentError.unknown(unknown, tool: name, known: action.fields)
        }
        let entry = try table.entry(named: action.operation)
        do {
            let envelope = try await entry.call(.object(input), options, through: caller)
            return envelope.toolDocument(untrusted: untrusted)
        } catch let queued as QueuedCall {
            return queued.toolDocument
        }
    }

    private func action(for arguments: [String: JSONValue]) throws -> Action {
        switch choice {
        case .only: return actions[0]
        case .byPresence(let field):
            let isGiven = arguments[field].map { !$0.isNull } ?? false
            return actions[isGiven ? 0 : 1]
        case .byWord:
            let words = actions.map(\.word)
            let word = arguments["action"]?.stringValue
            guard let action = actions.first(where: { $0.word == word }) else {
                throw ToolArgumentError.action(word, tool: name, known: words)
            }
            return action
        }
    }
}

extension Envelope {
    /// The answer as the object that a tool's structured content must be.
    ///
    /// A page's items stand in `items`, and the ledger's revision in `rev`.
    func toolDocument(untrusted: [String] = []) -> JSONValue {
        var members: [String: JSONValue]
        switch data {
        case .object(let fields): members = fields
        case .array(let items):
            members = ["items": .array(items)]
            members["total"] = total.map { .integer(Int64($0)) }
            members["next"] = next.map { .string($0) }
        default: members = ["value": data]
        }
        members["rev"] = revision.map { .integer($0) }
        if already { members["already"] = true }
        if !untrusted.isEmpty { members["untrusted"] = .array(untrusted.map { .string($0) }) }
        return .object(members)
    }
}

extension QueuedCall {
    /// There is no answer yet, and that is no failure: the call is kept and will be carried out.
    var toolDocument: JSONValue {
        [
            "queued": true, "operation": .string(line.operation),
            "number": .integer(Int64(line.number)), "reason": .string(line.reason),
            "next": "It is sent when a gateway answers; do not call again.",
        ]
    }
}

/// Arguments that a tool does not take.
enum ToolArgumentError: Reportable, Equatable {
    case unknown(String, tool: String, known: [String])
    case action(String?, tool: String, known: [String])

    var code: String {
        switch self {
        case .unknown: "tool.unknown_argument"
        case .action: "tool.unknown_action"
        }
    }

    var category: ErrorCategory { .usage }

    var message: String {
        switch self {
        case .unknown(let name, let tool, _):
            "'\(name.printable(limit: 60))' is not an argument of '\(tool)' here."
        case .action(nil, let tool, _): "'\(tool)' needs the argument 'action'."
        case .action(let word?, let tool, _):
            "'\(word.printable(limit: 60))' is not an action of '\(tool)'."
        }
    }

    var hint: String? {
        switch self {
        case .unknown(_, _, let known), .action(_, _, let known):
            known.isEmpty ? "It takes none." : "It takes: \(known.joined(separator: ", "))."
        }
    }
}
