import Digests

/// What a delivery says of each check, beside what a replay found.
package struct ProofMatrix: Hashable, Sendable {
    /// What a line of it comes to.
    package enum Standing: String, Hashable, Sendable, CaseIterable {
        /// The check was run again and passed, as was said.
        case verified
        case failed
        /// It was run again, and something else was found than was said.
        case differs
        /// It was said, and nothing has looked.
        case assertedOnly = "asserted_only"
        case notRun = "not_run"
    }

    /// A command with what was said of it and what was found.
    package struct Row: Hashable, Sendable {
        package let command: CheckCommand
        /// Whether the test plan asks for it.
        package let isPlanned: Bool
        package let claim: ClaimedResult?
        package let found: FoundCheck?
        package let standing: Standing
    }

    /// The commands of the plan in its order, then what was claimed beside it.
    package let rows: [Row]

    /// - Parameters:
    ///   - found: The replay's checks; empty where there was none.
    package init(plan: [CheckCommand], claims: ReplayClaims, found: [FoundCheck]) {
        let claimed = Dictionary(claims.results.map { ($0.command, $0) }) { first, _ in first }
        let seen = Dictionary(found.map { ($0.command, $0) }) { _, last in last }
        var commands: [CheckCommand] = []
        for command in plan + found.map(\.command) + claims.results.map(\.command)
        where !commands.contains(command) {
            commands.append(command)
        }
        rows = commands.map { command in
            Row(
                command: command,
                isPlanned: plan.contains(command),
                claim: claimed[command],
                found: seen[command],
                standing: Self.standing(of: claimed[command], seen[command])
            )
        }
    }

    private static func standing(
        of claim: ClaimedResult?,
        _ found: FoundCheck?
    ) -> Standing {
        guard let found else { return claim == nil ? .notRun : .assertedOnly }
        guard found.passed, found.failed ?? 0 == 0 else { return .failed }
        guard let claim else { return .verified }
        let isSame = claim.exitCode == 0 && (claim.executed ?? found.executed) == found.executed
        return isSame ? .verified : .differs
    }
}

/// A check as the record of a replay has it.
package struct FoundCheck: Hashable, Sendable {
    package let command: CheckCommand
    package let ending: String
    package let passed: Bool
    package let milliseconds: Int64
    /// How many tests ran and failed, where the runner told.
    package let executed: Int?
    package let failed: Int?
    /// The end of what it wrote, where it did not pass.
    package let output: String?

    private static let outputMax = 2000

    /// The checks of a record; those that can't be read are left out.
    package static func list(of record: JSONValue) -> [FoundCheck] {
        (record["results"]?.arrayValue ?? []).compactMap(FoundCheck.init)
    }

    private init?(_ json: JSONValue) {
        guard let command = json["command"]?.stringValue, let ending = json["ending"]?.stringValue
        else { return nil }
        self.command = CheckCommand(command)
        self.ending = ending
        passed = json["passed"]?.boolValue == true
        milliseconds = json["duration_ms"]?.int64Value ?? 0
        executed = json["counts"]?["executed"]?.int64Value.map { Int($0) }
        failed = json["counts"]?["failed"]?.int64Value.map { Int($0) }
        let kept = json["output_tail"]?.stringValue ?? json["output_head"]?.stringValue
        output = passed ? nil : kept.map { String($0.suffix(Self.outputMax)) }
    }

    package init(
        _ command: CheckCommand,
        ending: String,
        passed: Bool,
        executed: Int? = nil,
        failed: Int? = nil
    ) {
        (self.command, self.ending, self.passed) = (command, ending, passed)
        (self.executed, self.failed) = (executed, failed)
        (milliseconds, output) = (0, nil)
    }
}
