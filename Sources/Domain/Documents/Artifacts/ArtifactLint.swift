import MarkupKit
import Model

/// Looks for what is wrong with a file that an agent left.
///
/// It knows the bytes alone; what its evidence points at is given to it.
package struct ArtifactLint: Sendable {
    /// The headings that a final report has to have.
    package let sections: [String]
    /// When it was handed in: nothing was noted later than that.
    package let moment: Timestamp
    /// What is known of the files of the commit.
    package let evidence: EvidenceGround

    /// How far clocks of two machines may be apart.
    package static let clockSlack = Duration.seconds(60)

    package init(sections: [String], moment: Timestamp, evidence: EvidenceGround) {
        self.sections = sections
        self.moment = moment
        self.evidence = evidence
    }

    /// All that is wrong, by line.
    package func faults(in bytes: [UInt8], of kind: LeftArtifact.Kind) -> [ArtifactFault] {
        guard bytes.count <= LeftText.bytesMax else { return [Self.tooLarge] }
        let faults =
            switch kind {
            case .plan: read(bytes, plan)
            case .notes: read(bytes, notes)
            case .final: read(bytes, final)
            case .other, .slice, .run: anything(in: bytes)
            }
        return faults.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
    }

    /// What is said of a file that is not read.
    package static let tooLarge = ArtifactFault(
        .tooLarge,
        "It has more than \(LeftText.bytesMax >> 20) MiB.",
        hint: "Keep logs out of it, and name them."
    )

    /// What is said of a file that is not there.
    package static let missing = ArtifactFault(
        .missing,
        "It is not there.",
        hint: "Write it and commit it; `worklead run artifacts RUN --scaffold AGENT` makes it."
    )

    private func read(
        _ bytes: [UInt8],
        _ lint: (LeftText) -> [ArtifactFault]
    ) -> [ArtifactFault] {
        let text: LeftText
        do throws(MarkupError) {
            text = try LeftText(bytes)
        } catch {
            return [
                ArtifactFault(
                    .unreadable,
                    line: error.line,
                    error.message,
                    hint: "It has to be a text in Markdown."
                )
            ]
        }
        return lint(text)
    }

    private func anything(in bytes: [UInt8]) -> [ArtifactFault] {
        let blanks: Set<UInt8> = [9, 10, 13, 32]
        guard bytes.allSatisfy(blanks.contains) else { return [] }
        return [ArtifactFault(.empty, "It is empty.", hint: "Say in it what it is for.")]
    }

    private func plan(_ text: LeftText) -> [ArtifactFault] {
        let isSaid = text.blocks.contains { block in
            guard case .heading = block.kind else { return text.says(block.lines) }
            return false
        }
        guard !isSaid else { return [] }
        return [
            ArtifactFault(
                .empty,
                "No plan is in it.",
                hint: "Write down the plan as it was made, word for word."
            )
        ]
    }
}
