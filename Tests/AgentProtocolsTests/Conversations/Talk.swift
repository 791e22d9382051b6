import Digests

@testable import AgentProtocols

/// A conversation that a test holds: what came of each thing that was heard or said.
struct Talk {
    var conversation: AgentConversation
    private(set) var happenings: [AgentHappening] = []
    /// What was written, as documents.
    private(set) var said: [JSONValue] = []
    private(set) var isInputClosed = false

    init(
        _ dialect: AgentDialect,
        session: String? = nil,
        lineBytesMax: Int = AgentConversation.lineBytesMax
    ) {
        let brief = AgentBrief(prompt: "make a file", directory: "/w", session: session)
        conversation = AgentConversation(dialect, brief, lineBytesMax: lineBytesMax)
        note(conversation.begin())
    }

    mutating func hear(_ text: String) { hear(Array(text.utf8)) }

    mutating func hear(_ bytes: [UInt8]) { note(conversation.take(bytes)) }

    mutating func end() { note(conversation.end()) }

    mutating func answer(_ id: String, _ answer: PermissionAnswer) {
        note(conversation.answer(PermissionID(id), with: answer))
    }

    mutating func interrupt() { note(conversation.interrupt()) }

    /// The happenings since the last time this was asked.
    mutating func news() -> [AgentHappening] {
        defer { happenings = [] }
        return happenings
    }

    private mutating func note(_ steps: [AgentStep]) {
        for step in steps {
            switch step {
            case .happened(let happening): happenings.append(happening)
            case .write(let bytes):
                if case .document(let json) = TolerantJSON.parse(bytes) { said.append(json) }
            case .closeInput: isInputClosed = true
            }
        }
    }
}
