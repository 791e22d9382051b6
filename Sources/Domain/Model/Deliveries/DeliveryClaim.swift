/// What a worker says a check gave, as far as a replay can compare it.
///
/// Written as `COMMAND: passed`, `COMMAND: 12 passed`, `COMMAND: exit 1`, or `all: passed` for
/// every command of the plan. Anything else is kept as a text that only people can judge.
package enum DeliveryClaim: Hashable, Sendable {
    case check(command: String, exitCode: Int32, executed: Int?)
    case allPass
    case prose(String)

    /// Reads what a worker wrote; never fails, since what is not understood is kept as prose.
    package init(_ text: String) {
        guard let colon = text.lastIndex(of: ":") else {
            self = .prose(text)
            return
        }
        let command = Self.trimmed(text[..<colon])
        let words = text[text.index(after: colon)...].split(separator: " ")
        let outcome = words.map(String.init)
        if outcome == ["passed"] {
            self =
                command == "all" ? .allPass : .check(command: command, exitCode: 0, executed: nil)
        } else if outcome.count == 2, outcome[0] == "exit", let code = Int32(outcome[1]) {
            self = .check(command: command, exitCode: code, executed: nil)
        } else if outcome.count == 2, outcome[1] == "passed", let count = Int(outcome[0]) {
            self = .check(command: command, exitCode: 0, executed: count)
        } else {
            self = .prose(text)
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let rest = text.drop { $0 == " " }
        return String(rest.reversed().drop { $0 == " " }.reversed())
    }
}

extension Delivery {
    /// What the delivery says, as a replay compares it.
    ///
    /// - Parameter plan: The commands that the packet asks for.
    package func replayClaims(for plan: [CheckCommand]) -> ReplayClaims {
        var results: [ClaimedResult] = []
        for claim in claims.map(DeliveryClaim.init) {
            switch claim {
            case .check(let command, let exitCode, let executed):
                results.append(
                    ClaimedResult(
                        command: CheckCommand(command),
                        exitCode: exitCode,
                        executed: executed
                    )
                )
            case .allPass: results += plan.map { ClaimedResult(command: $0, exitCode: 0) }
            case .prose: break
            }
        }
        return ReplayClaims(
            results: results,
            artifacts: artifacts.map { ClaimedArtifact(path: $0.path, digest: $0.digest) }
        )
    }
}
