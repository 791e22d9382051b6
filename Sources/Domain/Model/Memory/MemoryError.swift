/// What can be wrong with what is to be remembered, or asked of memory.
package enum MemoryError: Reportable, Equatable {
    case unknown(MemoryID)
    case empty
    case tooLong(bytes: Int, limit: Int)
    case tooMany(String, limit: Int)
    case superseded(MemoryID, by: MemoryID)
    case retired(MemoryID)
    case ownSuccessor(MemoryID)
    case anothers(MemoryID, AgentID)
    case nothingToFind

    package var code: String {
        switch self {
        case .unknown: "memory.unknown"
        case .empty: "memory.empty"
        case .tooLong: "memory.too_long"
        case .tooMany: "memory.too_many"
        case .superseded: "memory.superseded"
        case .retired: "memory.retired"
        case .ownSuccessor: "memory.own_successor"
        case .anothers: "memory.anothers"
        case .nothingToFind: "memory.nothing_to_find"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .empty, .tooLong, .tooMany, .ownSuccessor, .nothingToFind: .usage
        case .superseded, .retired: .conflict
        case .anothers: .notAllowed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no memory '\(id)'."
        case .empty: "There are no words to remember."
        case .tooLong(let bytes, let limit): "It has \(bytes) bytes; \(limit) is the most."
        case .tooMany(let what, let limit): "It has more \(what) than \(limit), which is the most."
        case .superseded(let id, let other): "\(other) has taken the place of \(id) already."
        case .retired(let id): "\(id) is retired already."
        case .ownSuccessor(let id): "\(id) can't take its own place."
        case .anothers(let id, let author):
            "\(id) is \(author)'s; its author may change what stands, or who plans."
        case .nothingToFind: "There is no word in what is looked for."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead memory list --all` shows what is remembered."
        case .tooLong: "Commit the text as a file and name it with --file."
        case .superseded, .retired: "`worklead memory show` says what became of it."
        case .anothers: "Keep a note of your own that says what is so now."
        case .nothingToFind: "Look for a word, a \"quoted phrase\", or the start of one: word*"
        case .empty, .tooMany, .ownSuccessor: nil
        }
    }
}
