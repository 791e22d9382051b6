import Model

/// What can be wrong with notices and their targets.
enum NoticeError: Reportable, Equatable {
    case exists(NoticeTargetName)
    case unknown(NoticeTargetName)
    case badAddress
    case foundersOnly(AgentID)
    case badHours(String)
    case nothingNamed(String)
    case unreadable(String)
    case noDesktop
    case noTerminal(String)
    case noProgram(String)
    case failed(String)

    var code: String {
        switch self {
        case .exists: "notify.exists"
        case .unknown: "notify.unknown"
        case .badAddress: "notify.bad_address"
        case .foundersOnly: "notify.founders_only"
        case .badHours: "notify.bad_hours"
        case .nothingNamed: "notify.nothing_named"
        case .unreadable: "notify.unreadable"
        case .noDesktop, .noTerminal, .noProgram, .failed: "notify.failed"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .exists: .conflict
        case .unknown: .notFound
        case .badAddress, .badHours, .nothingNamed: .usage
        case .foundersOnly: .notAllowed
        case .unreadable, .noDesktop, .noTerminal, .noProgram, .failed: .failure
        }
    }

    var message: String {
        switch self {
        case .exists(let name): "There is a target of notices '\(name)' already."
        case .unknown(let name): "There is no target of notices '\(name)'."
        case .badAddress:
            "An address of notices is https://…, or http://127.0.0.1:PORT/… on this machine."
        case .foundersOnly(let agent):
            "\(agent) is no founder, and only founders are told by notices."
        case .badHours(let text):
            "'\(text.printable(limit: 40))' are no quiet hours: they are HH:MM-HH:MM."
        case .nothingNamed(let what): "The target needs \(what)."
        case .unreadable(let path):
            "'\(path.printable(limit: 200))' holds no targets of notices."
        case .noDesktop:
            "The notice did not arrive: there is no desktop with notify-send, and no terminal."
        case .noTerminal(let path):
            "The notice did not arrive: '\(path.printable(limit: 100))' is no open terminal of "
                + "this user."
        case .noProgram(let name): "The notice did not arrive: there is no \(name)."
        case .failed(let why): "The notice did not arrive: \(why.printable(limit: 300))."
        }
    }

    var hint: String? {
        switch self {
        case .exists(let name): "`worklead notify remove \(name)`, or take another name."
        case .unknown, .unreadable: "`worklead notify list`"
        case .badAddress: "A plain http address elsewhere would carry its secret in the clear."
        case .foundersOnly: "A founder does it at this machine."
        case .badHours: "For example 22:00-07:00."
        case .nothingNamed: "`worklead notify add --help`"
        case .noDesktop: "`worklead notify add NAME desktop` in a terminal that stays open."
        case .noTerminal, .noProgram, .failed: "`worklead notify test NAME` tries it again."
        }
    }
}
