import Digests

/// Why a task was not merged.
package struct MergeRefusal: Hashable, Sendable {
    /// What kind of wrong it is.
    package enum Reason: String, Hashable, Sendable, CaseIterable {
        /// The branch has changed the same places.
        case conflict
        /// The packet's checks do not pass on the merged tree.
        case checks
        /// Parts of what was accepted are not in the merged tree.
        case lost
    }

    package let reason: Reason
    package let branch: String
    /// Where the branch was.
    package let tip: String
    package let findings: [MergeFinding]

    package init(reason: Reason, branch: String, tip: String, findings: [MergeFinding]) {
        self.reason = reason
        self.branch = branch
        self.tip = tip
        self.findings = findings
    }
}

/// One thing that is in the way of a merge, or that a merge has lost.
package struct MergeFinding: Hashable, Sendable {
    package let path: String?
    /// A line of the file, from 1.
    package let line: Int?
    package let text: String

    package init(_ text: String, path: String? = nil, line: Int? = nil) {
        self.text = text
        self.path = path
        self.line = line
    }

    /// The whole of it in one line.
    package var sentence: String {
        guard let path else { return text }
        return path + (line.map { ":\($0)" } ?? "") + ": " + text
    }
}

extension MergeFinding {
    /// The finding as one JSON object.
    package var json: JSONValue {
        FactWriter().with("path", path).with("line", line.map(Int64.init)).with("text", text)
            .fact("").data
    }

    /// Reads a list of findings back.
    package static func list(_ value: JSONValue?, _ type: String) throws(FactError) -> [Self] {
        guard case .array(let values)? = value else { return [] }
        var findings: [Self] = []
        for value in values {
            let reader = try FactReader(Fact(type: type, data: value))
            findings.append(
                Self(
                    try reader.text("text"),
                    path: try reader.optionalText("path"),
                    line: try reader.optionalInteger("line").map(Int.init)
                )
            )
        }
        return findings
    }
}
