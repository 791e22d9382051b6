import Model
import TOMLKit

/// Reads a workspace's configuration: `.worklead/config.toml`.
///
/// ```toml
/// branch_pattern = "agent/{agent}/{slug}"
/// reading_order = ["AGENTS.md", "docs/plan.md"]
///
/// [rules]
/// scope = "advise"
/// overlap = "block"
///
/// [leases]
/// claim = "4h"
/// longest = "2d"
///
/// [presence]
/// lead = "30m"
/// founder = "off"
///
/// [evidence]
/// folder = "evidence"
/// signers = ".worklead/allowed_signers"
///
/// [ledger]
/// checkpoint_every = "15m"
/// checkpoint_events = 1000
///
/// [merge]
/// queue = "on"
/// branch = "main"
///
/// [budget]
/// dollars_per_day = 25
/// ```
package enum WorkspaceConfigurationDocument {
    /// Where the configuration lies in a repository.
    package static let path = ".worklead/config.toml"

    /// Reads the configuration.
    ///
    /// - Throws: ``DocumentError`` with line and key; keys that are not known are refused; the
    ///   names of gates are taken as they are.
    package static func read(_ bytes: [UInt8]) throws(DocumentError) -> WorkspaceConfiguration {
        let fields = try TOMLFields(parsing: bytes)
        try fields.allowOnly([
            "branch_pattern", "reading_order", "rules", "leases", "presence", "evidence", "ledger",
            "merge", "budget",
        ])
        var configuration = WorkspaceConfiguration()
        configuration.branchPattern = try branchPattern(in: fields)
        configuration.rules = try rules(in: fields)
        configuration.readingOrder = try readingOrder(in: fields)
        try readLeases(in: fields, into: &configuration)
        try readPresence(in: fields, into: &configuration)
        try readEvidence(in: fields, into: &configuration)
        configuration.checkpoints = try checkpoints(in: fields)
        configuration.merging = try merging(in: fields)
        configuration.dollarsPerDay = try dollarsPerDay(in: fields)
        return configuration
    }

    private static func dollarsPerDay(in fields: TOMLFields) throws(DocumentError) -> Int? {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("budget") }
        guard let table = try fields.read(read) else { return nil }
        try table.allowOnly(["dollars_per_day"])
        return try table.positive("dollars_per_day").map(Int.init)
    }

    private static func branchPattern(in fields: TOMLFields) throws(DocumentError) -> String? {
        guard let pattern = try fields.text("branch_pattern") else { return nil }
        // One owner and one name each: without the first nobody could tell whose a branch is.
        for part in ["{agent}", "{slug}"] where pattern.count(of: part) != 1 {
            throw fields.bad("branch_pattern", "must have '\(part)' once")
        }
        return pattern
    }

    /// The most documents that an agent is sent to before it works.
    private static let documentsMax = 12

    private static func readingOrder(in fields: TOMLFields) throws(DocumentError) -> [String] {
        let documents = try fields.stringList("reading_order")
        guard documents.count <= documentsMax else {
            throw fields.bad("reading_order", "must have \(documentsMax) documents at most")
        }
        for (index, document) in documents.enumerated() {
            guard !document.isEmpty, document.utf8.count <= 200, document.printable() == document
            else {
                throw fields.bad("reading_order", element: index, "must be the path of a document")
            }
        }
        return documents
    }

    private static func readPresence(
        in fields: TOMLFields,
        into configuration: inout WorkspaceConfiguration
    ) throws(DocumentError) {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("presence") }
        guard let table = try fields.read(read) else { return }
        try table.allowOnly(Set(Role.allCases.map(\.rawValue)))
        for role in Role.allCases {
            if try table.text(role.rawValue) == "off" {
                configuration.presence[role] = nil
            } else if let window = try table.duration(role.rawValue) {
                configuration.presence[role] = window
            }
        }
    }

    private static func readEvidence(
        in fields: TOMLFields,
        into configuration: inout WorkspaceConfiguration
    ) throws(DocumentError) {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("evidence") }
        guard let table = try fields.read(read) else { return }
        try table.allowOnly(["folder", "signers"])
        configuration.evidenceFolder = try table.text("folder")
        configuration.signersFile = try table.text("signers")
        for (key, path) in [
            ("folder", configuration.evidenceFolder), ("signers", configuration.signersFile),
        ] {
            guard let path else { continue }
            let parts = path.split(separator: "/", omittingEmptySubsequences: false)
            guard !parts.contains(""), !parts.contains("."), !parts.contains(".."),
                path.utf8.count <= 200, path.printable() == path
            else { throw table.bad(key, "must be a path in the repository") }
        }
    }

    private static func checkpoints(
        in fields: TOMLFields
    ) throws(DocumentError) -> CheckpointSetting? {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("ledger") }
        guard let table = try fields.read(read) else { return nil }
        try table.allowOnly(["checkpoint_every", "checkpoint_events"])
        let isOff = try table.text("checkpoint_every") == "off"
        var pace = CheckpointPace.standard
        if !isOff, let period = try table.duration("checkpoint_every") { pace.period = period }
        if let events = try table.positive("checkpoint_events") {
            guard !isOff else {
                throw table.bad("checkpoint_events", "says when, and 'checkpoint_every' says never")
            }
            pace.events = events
        }
        return isOff ? .off : .at(pace)
    }

    private static func merging(in fields: TOMLFields) throws(DocumentError) -> MergeSetting {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("merge") }
        guard let table = try fields.read(read) else { return MergeSetting() }
        try table.allowOnly(["queue", "branch"])
        let branch = try table.text("branch")
        if let branch, branch.isEmpty || branch.utf8.count > 200 || branch.printable() != branch {
            throw table.bad("branch", "must be the name of a branch")
        }
        return MergeSetting(queue: try table.choice("queue") ?? .off, branch: branch)
    }

    private static func rules(
        in fields: TOMLFields
    ) throws(DocumentError)
        -> [GateName: RuleLevel]
    {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("rules") }
        guard let table = try fields.read(read) else { return [:] }
        var result: [GateName: RuleLevel] = [:]
        for key in table.keys {
            do {
                result[try GateName(key)] = try table.choice(key)
            } catch let error as DocumentError {
                throw error
            } catch {
                throw table.bad(key, "is not the name of a gate")
            }
        }
        return result
    }

    private static func readLeases(
        in fields: TOMLFields,
        into configuration: inout WorkspaceConfiguration
    ) throws(DocumentError) {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("leases") }
        guard let table = try fields.read(read) else { return }
        try table.allowOnly(["claim", "longest"])
        configuration.claimLease = try table.duration("claim")
        configuration.longestLease = try table.duration("longest")
        if let claim = configuration.claimLease, let longest = configuration.longestLease,
            claim > longest
        {
            throw table.bad("claim", "must not be longer than 'longest'")
        }
    }
}

extension String {
    /// How often a text occurs, without overlaps.
    fileprivate func count(of part: String) -> Int {
        var rest = self[...]
        var count = 0
        while !rest.isEmpty {
            if rest.hasPrefix(part) {
                count += 1
                rest = rest.dropFirst(part.count)
            } else {
                rest = rest.dropFirst()
            }
        }
        return count
    }
}
