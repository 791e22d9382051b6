/// What can be wrong with what is asked of a spec.
package enum SpecError: Reportable, Equatable {
    case unknown(SpecName)
    case taken(SpecName)
    case notLocked(SpecName)
    case noClauses(SpecName, path: String)
    case absent(path: String, commit: String)
    case unknownClause(SpecName, clause: String)
    case noSuchLine(path: String, line: Int64)
    case notTied(clause: String)
    case held(SpecName, by: PhaseName)
    case badPlace(String)

    package var code: String {
        switch self {
        case .unknown: "spec.unknown"
        case .taken: "spec.taken"
        case .notLocked: "spec.not_locked"
        case .noClauses: "spec.no_clauses"
        case .absent: "spec.absent"
        case .unknownClause: "spec.unknown_clause"
        case .noSuchLine: "spec.no_such_line"
        case .notTied: "spec.not_tied"
        case .held: "spec.held"
        case .badPlace: "spec.bad_place"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown, .notLocked, .absent, .unknownClause, .notTied: .notFound
        case .taken, .held: .conflict
        case .noClauses, .noSuchLine: .checkFailed
        case .badPlace: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name): "There is no spec \(name)."
        case .taken(let name): "There is a spec \(name) already, of another file."
        case .notLocked(let name): "\(name) was never locked."
        case .noClauses(let name, let path):
            "\(path.printable(limit: 200)) has no sentence with MUST or SHOULD, so \(name) would demand nothing."
        case .absent(let path, let commit):
            "There is no file '\(path.printable(limit: 200))' in \(commit.printable(limit: 60))."
        case .unknownClause(let name, let clause):
            "\(name) has no clause '\(clause.printable(limit: 120))', or several."
        case .noSuchLine(let path, let line):
            "'\(path.printable(limit: 200))' has no words on line \(line)."
        case .notTied(let clause): "\(clause.printable(limit: 120)) is not tied to that."
        case .held(let name, let phase):
            "\(name) does not change while the phase \(phase) is open, which rests on it."
        case .badPlace(let text): "'\(text.printable(limit: 120))' is not FILE:LINE."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead spec list` shows all."
        case .taken: "Choose another name."
        case .notLocked(let name): "`worklead spec lock \(name)` locks it."
        case .noClauses: "Say what it demands in the words of RFC 2119, in capitals."
        case .absent: "Commit it, or name another commit with --at."
        case .unknownClause(let name, _): "`worklead spec clauses \(name)` lists them."
        case .noSuchLine: "Name a line that shows that the clause is kept."
        case .notTied: "`worklead spec coverage SPEC` shows what is."
        case .held: "Plan the change as a task, and lock the new text in the next phase."
        case .badPlace: "Such as Tests/StoreTests/StoreTests.swift:12."
        }
    }
}
