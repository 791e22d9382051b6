import Digests

/// The name that a run gives to a way of driving agents: `claude`.
package struct DriverName: Identifier {
    package static let kind = "the name of a driver"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// One start of an agent's program for a slice of a run.
package struct RunLaunch: Hashable, Sendable {
    /// Counted within the run, from 1.
    package let number: Int64
    package let task: TaskKey
    package let agent: AgentID
    package let driver: DriverName
    /// The launch whose conversation the agent goes on with; `nil` for a fresh one.
    package let resumes: Int64?
    /// Whether it compacts what it remembers first.
    package let compacts: Bool
    /// The revision of the slice's packet that it works by; `nil` where there is none.
    package let packet: Int64?
    /// The digest of the rules that it was told to hold to.
    package let rules: Digest?

    package init(
        number: Int64,
        task: TaskKey,
        agent: AgentID,
        driver: DriverName,
        resumes: Int64? = nil,
        compacts: Bool = false,
        packet: Int64? = nil,
        rules: Digest? = nil
    ) {
        self.number = number
        self.task = task
        self.agent = agent
        self.driver = driver
        self.resumes = resumes
        self.compacts = compacts
        self.packet = packet
        self.rules = rules
    }
}

/// The end of a launch.
package struct RunLanding: Hashable, Sendable {
    package let number: Int64
    package let outcome: LaunchOutcome
    /// What there is to say about it: the program's last words, the driver's.
    package let note: String?
    /// By which name the agent's conversation can be taken up again.
    package let conversation: String?

    package init(
        number: Int64,
        outcome: LaunchOutcome,
        note: String? = nil,
        conversation: String? = nil
    ) {
        self.number = number
        self.outcome = outcome
        self.note = note
        self.conversation = conversation
    }

    /// The most bytes of a note.
    package static let noteBytesMax = 2000
    /// The most bytes of a conversation's name.
    package static let conversationBytesMax = 200
}

/// What came of a launch.
package enum LaunchOutcome: String, Sendable, CaseIterable {
    /// The slice was handed in.
    case delivered
    /// The program ended by itself, and nothing was handed in.
    case undelivered
    /// The agent declined.
    case refused
    /// It reached a limit of its own: tokens, turns or money.
    case limited
    case interrupted
    /// It said that it could not go on.
    case failed
    /// It was ended with its run.
    case cancelled
    /// It took longer than an attempt may.
    case wall
    /// It made no progress.
    case quiet
    /// It printed more than it may.
    case output
    /// It ended without a word.
    case died
    /// Whoever drove it ended first.
    case abandoned
    /// It could not be started.
    case unstarted

    /// What helps, in a sentence.
    package func remedy(run: RunName, launch: Int64) -> String? {
        let log = "`worklead run log \(run) \(launch)`"
        return switch self {
        case .delivered, .cancelled, .interrupted: nil
        case .undelivered: "Its words say why: \(log)."
        case .refused: "Say the task in other words, or give it to another agent."
        case .limited: "Make the slice smaller, or give the agent's program more."
        case .failed, .died: "What it printed may say why: \(log), and with `--part errors`."
        case .wall: "Make the slice smaller, or raise `limits.slice`."
        case .quiet: "Look whether its model can be reached: \(log)."
        case .output: "Look at what it prints: \(log)."
        case .abandoned: "`worklead run drive \(run)` goes on with it."
        case .unstarted:
            "Mend what its note says, and look whether its program is installed and may be run."
        }
    }
}
