import Digests
import Documents
import Model
import Store

/// Whether a spec and its evidence stand where they were, in a commit.
package struct SpecRegression: Hashable, Sendable {
    /// What is not as it was.
    package enum Kind: String, Sendable, CaseIterable {
        /// The spec's text is another than the one that was locked, or gone.
        case spec
        /// The line of evidence is on another line, or says something else, or is gone.
        case evidence
        /// A clause had evidence, and has none.
        case lost
    }

    /// Something that is not as it was, with its place.
    package struct Finding: Hashable, Sendable {
        package let kind: Kind
        package let clause: ClauseAnchor?
        package let path: String
        package let line: Int64?
        package let text: String
    }

    package let findings: [Finding]

    /// Compares with a commit.
    ///
    /// - Parameter content: The bytes of a file in that commit; `nil` for none.
    package init(of coverage: SpecCoverage, content: (String) throws -> [UInt8]?) throws {
        var findings = try Self.spec(coverage.spec, content)
        var lines: [String: [Substring]?] = [:]
        for entry in coverage.entries {
            let anchor = entry.clause.anchor
            for evidence in entry.evidence {
                let known: [Substring]?
                if let read = lines[evidence.path] {
                    known = read
                } else {
                    known = try content(evidence.path).map(Self.lines)
                    lines.updateValue(known, forKey: evidence.path)
                }
                guard let text = Self.fault(of: evidence, in: known) else { continue }
                findings.append(
                    Finding(
                        kind: .evidence,
                        clause: anchor,
                        path: evidence.path,
                        line: evidence.line,
                        text: text
                    )
                )
            }
            if entry.state == .lost, let last = entry.lost.last {
                findings.append(
                    Finding(
                        kind: .lost,
                        clause: anchor,
                        path: last.path,
                        line: last.line,
                        text: "'\(anchor)' had evidence at \(last.place), and has none."
                    )
                )
            }
        }
        for tie in coverage.stray where !tie.isLost {
            findings.append(
                Finding(
                    kind: .lost,
                    clause: tie.anchor,
                    path: coverage.spec.path,
                    line: nil,
                    text: "'\(tie.anchor)', tied to \(tie.tie.place), is no clause any more."
                )
            )
        }
        self.findings = findings
    }

    private static func spec(
        _ spec: Spec,
        _ content: (String) throws -> [UInt8]?
    ) throws -> [Finding] {
        func finding(_ text: String) -> Finding {
            Finding(kind: .spec, clause: nil, path: spec.path, line: nil, text: text)
        }
        guard let version = spec.version else { throw SpecError.notLocked(spec.name) }
        guard let bytes = try content(spec.path) else {
            return [finding("\(spec.name) is not at \(spec.path) any more.")]
        }
        guard Digest(of: bytes) != version.digest else { return [] }
        let now = try SpecificationReader.clauses(of: String(decoding: bytes, as: UTF8.self))
        let gone = version.clauses.filter { $0.anchor.resolve(in: now) == nil }.count
        let new = now.filter { $0.anchor.resolve(in: version.clauses) == nil }.count
        return [
            finding(
                "\(spec.name) is not the text of version \(version.number): \(gone) of its clauses are gone, \(new) are new."
            )
        ]
    }

    private static func lines(_ bytes: [UInt8]) -> [Substring] {
        String(decoding: bytes, as: UTF8.self).split(
            omittingEmptySubsequences: false,
            whereSeparator: \.isNewline
        )
    }

    /// What is wrong with evidence; `nil` where it stands.
    private static func fault(of evidence: SpecEvidence, in lines: [Substring]?) -> String? {
        guard let lines else { return "The evidence's file \(evidence.path) is gone." }
        let index = Int(evidence.line) - 1
        if index < lines.count, SpecEvidence.digest(ofLine: lines[index]) == evidence.digest {
            return nil
        }
        let moved = lines.indices.filter {
            SpecEvidence.digest(ofLine: lines[$0]) == evidence.digest
        }
        guard let first = moved.first else {
            return "The evidence at \(evidence.place) says something else, or is gone."
        }
        return moved.count == 1
            ? "The evidence moved from \(evidence.place) to line \(first + 1)."
            : "The evidence at \(evidence.place) moved, and stands on "
                + "\(moved.count.counted("line"))."
    }
}
