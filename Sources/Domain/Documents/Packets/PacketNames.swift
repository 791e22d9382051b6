import Model

/// Under which names packets have their parts, in all the ways that people write them.
enum PacketNames {
    /// A section that holds several fields.
    enum Container: Hashable {
        case metadata
        case scope
        case qualityGate
        case bootstrap
        case authority
        case notes
    }

    /// What a heading or a label names.
    enum Meaning: Hashable {
        case container(Container)
        case field(PacketField)
    }

    /// Reads a heading: what stands in brackets behind it is a remark.
    static func meaning(ofHeading heading: String) -> Meaning? {
        let folded = PacketLabel.fold(bare(heading))
        if let container = containers[folded] { return .container(container) }
        return fields[folded].map { .field($0) }
    }

    /// Reads the label of a list's item or a paragraph.
    static func field(ofLabel label: String) -> PacketField? {
        fields[PacketLabel.fold(bare(label))]
    }

    /// The name before any bracket.
    private static func bare(_ text: String) -> String {
        String(text.prefix { !"([".contains($0) })
    }

    private static let containers: [String: Container] = [
        "metadata": .metadata, "scope": .scope, "qualitygate": .qualityGate,
        "bootstrap": .bootstrap, "coderworkplan": .bootstrap, "authority": .authority,
        "notes": .notes,
    ]

    private static let fields: [String: PacketField] = [
        "what": .what, "executivesummary": .what, "goal": .what,
        "why": .why, "motivation": .why,
        "inscopepaths": .inScope, "inscope": .inScope, "inscopefiles": .inScope,
        "outofscope": .outOfScope, "outofscopepaths": .outOfScope,
        "risktier": .riskTier,
        "testplan": .testPlan,
        "donemeans": .doneMeans, "definitionofdone": .doneMeans, "acceptancecriteria": .doneMeans,
        "rollbackhint": .rollbackHint, "rollback": .rollbackHint,
        "requiredevidence": .requiredEvidence, "evidencerequired": .requiredEvidence,
        "reportsections": .reportSections, "requiredreportsections": .reportSections,
        "finalreportsections": .reportSections,
        "filestoopen": .filesToOpen, "searchterms": .searchTerms, "runcommands": .runCommands,
        "riskmap": .riskMap,
        "specanchor": .specAnchors, "specanchors": .specAnchors,
        "assumptions": .assumptions, "assumption": .assumptions,
        "openquestions": .openQuestions, "openquestion": .openQuestions,
        "dependencies": .dependencies, "dependenciesblockers": .dependencies,
        "dependson": .dependencies,
    ]
}
