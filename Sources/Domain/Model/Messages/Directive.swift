extension ThreadID {
    /// The thread that all agents read.
    package static let hub = ThreadID(trusted: "hub")
}

extension AgentID {
    /// The name by which all agents are written to at once; nobody bears it.
    package static let hub = AgentID(trusted: "hub")
}

extension Message.Kind {
    /// Whether only Worklead itself writes such messages.
    package var isOwn: Bool {
        switch self {
        case .pointer, .nudge: true
        case .note, .guidance, .question, .answer, .status, .blocker, .handoff, .verdict,
            .acknowledgement, .safety, .legal, .decision, .request, .directive:
            false
        }
    }

    /// What agents may send.
    package static var sendable: [Message.Kind] { allCases.filter { !$0.isOwn } }
}

extension Message {
    /// Whether everybody has to be told where it stands: it is the first directive of its thread.
    package static func needsPointer(
        _ kind: Kind,
        in thread: ThreadID,
        afterDirective: Bool
    ) -> Bool {
        kind == .directive && thread != .hub && !afterDirective
    }

    /// Sends the message.
    ///
    /// - Parameter afterDirective: Whether its thread has a directive already.
    /// - Throws: ``MessageError/noPointer(_:)`` for the first directive of a thread that nothing in
    ///   the hub points to.
    package func send(afterDirective: Bool) throws(MessageError) -> MessageEvent {
        if Self.needsPointer(kind, in: thread, afterDirective: afterDirective), pointer == nil {
            throw .noPointer(id)
        }
        return .sent(self)
    }
}
