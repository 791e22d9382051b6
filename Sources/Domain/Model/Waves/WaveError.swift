/// What can be wrong with what is asked of a wave.
package enum WaveError: Reportable, Equatable {
    case placeholders([LeftPlaceholder])
    case refused(file: String, [FieldFinding])
    case unknown(WaveName)
    /// Files that are not as they were made: somebody changed them by hand.
    case edited([String])
    case sentFromAnother(WaveName)
    case notReady(WaveName, [WaveLack])

    package var code: String {
        switch self {
        case .placeholders: "wave.placeholders"
        case .refused: "wave.refused"
        case .unknown: "wave.unknown"
        case .edited: "wave.edited"
        case .sentFromAnother: "wave.sent"
        case .notReady: "wave.not_ready"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .placeholders, .refused, .notReady: .checkFailed
        case .unknown: .notFound
        case .edited, .sentFromAnother: .conflict
        }
    }

    package var message: String {
        switch self {
        case .placeholders(let left):
            left.count.counted("placeholder is", "placeholders are")
                + " left, and nothing was written: "
                + left.map(\.place).joined(separator: "; ") + "."
        case .refused(let file, let findings):
            "\(file.printable(limit: 200)) has \(findings.count.counted("fault")), "
                + "and nothing was written: "
                + findings.map(\.text).joined(separator: " ")
        case .unknown(let name): "There is no wave \(name)."
        case .edited(let paths):
            paths.count.counted(
                "file was changed by hand since it was made",
                "files were changed by hand since they were made"
            ) + ", and nothing was "
                + "written: " + paths.map { $0.printable(limit: 200) }.joined(separator: ", ") + "."
        case .sentFromAnother(let name): "\(name) was sent from a spec that said something else."
        case .notReady(let name, let lacks):
            "\(name) can't be sent: " + lacks.map(\.text).joined(separator: " ")
        }
    }

    package var hint: String? {
        switch self {
        case .placeholders: "Write what each stands for; `--full` shows all of them."
        case .refused: "Mend the lines that are named; `--full` shows all of them."
        case .unknown: "`worklead wave list` shows all."
        case .edited:
            "Put the change into the spec, or keep a copy and say `--replace-edited`; `--full` "
                + "shows all of them."
        case .sentFromAnother: "Give the new spec a wave of its own: its wave_id."
        case .notReady(let name, _): "`worklead wave show \(name)` lists all that is missing."
        }
    }
}

/// Something that a wave needs and that is not there.
package struct WaveLack: Hashable, Sendable {
    /// What a wave can lack.
    package enum Kind: String, Sendable, CaseIterable {
        /// Nothing is rendered that could come next.
        case package
        /// Its spec has a fault, by the rules as they are now.
        case lint
        /// An agent is not registered, or retired.
        case agent
        /// A lane is not there, or parked.
        case lane
        /// A task of that key is there with another packet.
        case task
        /// A task that it waits for is not there, or not accepted.
        case dependency
        /// A question that nobody has answered.
        case question
        /// The phase is closed.
        case phase
    }

    package let kind: Kind
    /// What it is about.
    package let subject: String
    package let text: String
    /// Whether the wave can be sent all the same.
    package let allowsSending: Bool

    package init(_ kind: Kind, _ subject: String, _ text: String, allowsSending: Bool = false) {
        self.kind = kind
        self.subject = subject
        self.text = text
        self.allowsSending = allowsSending
    }
}
