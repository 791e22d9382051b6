import Digests

/// What is to be done after something was heard or is to be said.
package enum AgentStep: Hashable, Sendable {
    case happened(AgentHappening)
    /// These bytes go to the program's input, as they are.
    case write([UInt8])
    /// The program's input ends.
    case closeInput
}

/// The reader and writer of one dialect: a value that is told what came, and says what follows.
///
/// None of its functions fails: what it does not understand is a happening too.
protocol AgentCodec: Sendable {
    /// What is said first.
    mutating func begin() -> [AgentStep]
    /// Reads a line without its end.
    mutating func receive(line: [UInt8]) -> [AgentStep]
    /// Answers a request that is open.
    mutating func answer(_ request: PermissionRequest, _ answer: PermissionAnswer) -> [AgentStep]
    /// Asks the agent to end its turn; nothing where the dialect can't say that.
    mutating func interrupt() -> [AgentStep]
}

extension AgentCodec {
    mutating func answer(_ request: PermissionRequest, _ answer: PermissionAnswer) -> [AgentStep] {
        []
    }

    mutating func interrupt() -> [AgentStep] { [] }
}

/// A dialect of JSON lines.
protocol JSONAgentCodec: AgentCodec {
    /// Reads a document; `line` is the text that it stood in.
    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep]
}

extension JSONAgentCodec {
    mutating func receive(line: [UInt8]) -> [AgentStep] {
        switch TolerantJSON.parse(line) {
        case .document(let json): receive(json, line: line)
        case .none(let why): [.happened(.unknown(UnknownPiece(.notJSON(why), line)))]
        }
    }
}

extension AgentStep {
    /// A document as one line.
    static func write(_ json: JSONValue) -> AgentStep {
        .write(Array(json.canonicalText.utf8) + [UInt8(ascii: "\n")])
    }

    static func unknown(_ kind: String, _ line: [UInt8]) -> AgentStep {
        .happened(.unknown(UnknownPiece(.unknownKind(String(kind.prefix(80))), line)))
    }

    static func incomplete(_ kind: String, _ line: [UInt8]) -> AgentStep {
        .happened(.unknown(UnknownPiece(.incomplete(String(kind.prefix(80))), line)))
    }
}
