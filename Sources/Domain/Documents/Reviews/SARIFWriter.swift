import Digests
import Model

/// Writes a review as a SARIF 2.1.0 log.
package struct SARIFWriter {
    /// The name of our fingerprint; a log that has it is taken in without doubling.
    static let fingerprintName = "workleadFinding/v1"

    private let version: String

    /// - Parameter version: Of this program.
    package init(version: String) {
        self.version = version
    }

    /// The log of a review.
    ///
    /// - Parameters:
    ///   - root: The absolute path of the repository.
    ///   - commit: The commit that the places are told for.
    ///   - findings: Each with its place in that commit, if it has one.
    package func log(
        of review: Review,
        root: String,
        commit: String,
        findings: [(finding: Finding, place: AnchorPlace?)]
    ) -> JSONValue {
        let names = Set(findings.map(Self.rule)).sorted()
        let results = findings.map { finding, place in
            Self.result(finding, place, names.firstIndex(of: Self.rule((finding, place))) ?? 0)
        }
        let driver: JSONValue = .object([
            "name": "Worklead",
            "version": .string(version),
            "rules": .array(names.map { .object(["id": .string($0)]) }),
        ])
        let provenance: JSONValue = .object([
            "repositoryUri": .string("file://" + Self.escaped(root)),
            "revisionId": .string(commit),
        ])
        let run: JSONValue = .object([
            "tool": .object(["driver": driver]),
            "versionControlProvenance": .array([provenance]),
            "results": .array(results),
            "automationDetails": .object(["id": .string("review/\(review.id)")]),
            "properties": .object([
                "review": .string(review.id.text),
                "round": .integer(review.round.number),
                "state": .string(Self.state(of: review)),
                "reviewer": .string(review.reviewer.text),
            ]),
        ])
        return .object([
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": .array([run]),
        ])
    }

    private static func state(of review: Review) -> String {
        switch review.state {
        case .open: "open"
        case .closed: "closed"
        case .abandoned: "abandoned"
        }
    }

    /// The rule that a finding broke: its tool's, else `review`.
    private static func rule(_ entry: (finding: Finding, place: AnchorPlace?)) -> String {
        guard let origin = entry.finding.origin else { return "review" }
        return origin.rule ?? origin.tool
    }

    private static func result(
        _ finding: Finding,
        _ place: AnchorPlace?,
        _ index: Int
    ) -> JSONValue {
        var result: [String: JSONValue] = [
            "ruleId": .string(rule((finding, place))),
            "ruleIndex": .integer(Int64(index)),
            "level": .string(level(of: finding.severity)),
            "message": .object(["text": .string(finding.text)]),
            "partialFingerprints": .object([
                fingerprintName: .string(finding.fingerprint)
            ]),
            "properties": properties(of: finding),
        ]
        if let place { result["locations"] = .array([location(place)]) }
        if let suppression = suppression(of: finding.state) {
            result["suppressions"] = .array([suppression])
        }
        return .object(result)
    }

    private static func level(of severity: Severity) -> String {
        switch severity {
        case .blocking, .high: "error"
        case .medium: "warning"
        case .low: "note"
        }
    }

    private static func properties(of finding: Finding) -> JSONValue {
        var properties: [String: JSONValue] = [
            "finding": .string(finding.id.text), "severity": .string(finding.severity.rawValue),
            "state": .string(finding.state.name.rawValue), "owner": .string(finding.owner.text),
            "round": .integer(finding.round),
        ]
        if let origin = finding.origin { properties["tool"] = .string(origin.tool) }
        if let anchor = finding.anchor {
            properties["commit"] = .string(anchor.commit)
            properties["blob"] = .string(anchor.blob)
        }
        return .object(properties)
    }

    private static func location(_ place: AnchorPlace) -> JSONValue {
        var physical: [String: JSONValue] = [
            "artifactLocation": .object(["uri": .string(escaped(place.path))])
        ]
        if let lines = place.lines {
            physical["region"] = .object([
                "startLine": .integer(Int64(lines.first)), "endLine": .integer(Int64(lines.last)),
            ])
        }
        return .object(["physicalLocation": .object(physical)])
    }

    /// Why a reader need not look at it again: it is mended, or let stand; a dispute is open.
    private static func suppression(of state: FindingState) -> JSONValue? {
        let (status, words): (String, String)
        switch state {
        case .open: return nil
        case .fixed(let fix): (status, words) = ("accepted", "Fixed in \(fix.commit).")
        case .disputed(let reason, let agent):
            (status, words) = ("underReview", "Disputed by \(agent): \(reason)")
        case .accepted(let disposition, let agent):
            (status, words) = (
                "accepted",
                "Accepted by \(agent), owner \(disposition.owner): \(disposition.text)"
            )
        }
        return .object([
            "kind": "external", "status": .string(status), "justification": .string(words),
        ])
    }

    /// The text as a part of a URI (RFC 3986): all but unreserved characters and `/` escaped.
    private static func escaped(_ path: String) -> String {
        var text = ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                text += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
        return text
    }
}
