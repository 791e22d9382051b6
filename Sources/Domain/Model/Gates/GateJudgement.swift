import Digests

/// How a gate ended.
package enum GateVerdict: String, Sendable, CaseIterable {
    case pass
    case fail
    /// There was nothing for it to judge.
    case skipped
    /// It could not judge: that is no pass.
    case error
}

/// What a gate found in what it was given.
///
/// It passes where there is no finding, so none can fail without saying what is wrong.
package struct GateJudgement: Hashable, Sendable {
    package var findings: [GateFinding]
    /// How much was looked at, or how much of it is wrong.
    package var figure: GateFigure?
    /// What a command left; of a refusal as well as of a pass.
    package var evidence: GateEvidence?
    /// All of it as one sentence, where the findings alone don't make one.
    package var sentence: String?

    package init(
        _ findings: [GateFinding] = [],
        figure: GateFigure? = nil,
        evidence: GateEvidence? = nil,
        sentence: String? = nil
    ) {
        self.findings = findings
        self.figure = figure
        self.evidence = evidence
        self.sentence = sentence
    }

    /// A pass where there is no finding.
    package var verdict: GateVerdict { findings.isEmpty ? .pass : .fail }

    /// What is wrong, as one sentence; `nil` where nothing is.
    package var fault: String? {
        guard let first = findings.first else { return nil }
        if let sentence { return sentence }
        return findings.count == 1
            ? first.sentence : "\(first.sentence) And \(findings.count - 1) more."
    }
}

/// Something that a gate refuses, with its place.
package struct GateFinding: Hashable, Sendable {
    /// What is wrong, as a sentence.
    package var text: String
    /// The path from the repository's top on.
    package var path: String?
    /// The line, from 1.
    package var line: Int?
    /// Which of the gate's rules was broken, where it has several.
    package var rule: String?

    package init(_ text: String, path: String? = nil, line: Int? = nil, rule: String? = nil) {
        self.text = text
        self.path = path
        self.line = line
        self.rule = rule
    }

    /// Where it stands: `src/a.swift:12`.
    package var place: String? {
        path.map { path in
            let shown = path.printable(limit: 200)
            return line.map { "\(shown):\($0)" } ?? shown
        }
    }

    /// Place and text together.
    package var sentence: String { place.map { "\($0): \(text)" } ?? text }
}

extension [GateFinding] {
    /// By path, line and text, so that the same files always give the same list.
    package var byPlace: [GateFinding] {
        sorted { left, right in
            (left.path ?? "", left.line ?? 0, left.rule ?? "", left.text)
                < (right.path ?? "", right.line ?? 0, right.rule ?? "", right.text)
        }
    }
}

/// A number that a gate has to show, and what it counts.
package struct GateFigure: Hashable, Sendable {
    package let value: Int64
    /// What is counted, in the plural: `added lines`.
    package let unit: String

    package init(_ value: some BinaryInteger, _ unit: String) {
        self.value = Int64(value)
        self.unit = unit
    }
}

/// What a command that was run as a gate left behind.
package struct GateEvidence: Hashable, Sendable {
    package let command: String
    package let ending: String
    /// The end of what it wrote.
    package let tail: String
    /// The digest of all that it wrote.
    package let digest: Digest
    package let bytes: Int64
    /// The layers of the sandbox that were on.
    package let layers: [String]

    package init(
        command: String,
        ending: String,
        tail: String,
        digest: Digest,
        bytes: Int64,
        layers: [String]
    ) {
        self.command = command
        self.ending = ending
        self.tail = tail
        self.digest = digest
        self.bytes = bytes
        self.layers = layers
    }
}
