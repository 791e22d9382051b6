extension Packet {
    /// All that the packet says in a field, line by line; empty where it says nothing.
    package func lines(of field: PacketField) -> [String] {
        switch field {
        case .title: PacketText.lines(title)
        case .frontMatter: frontMatter?.entries.map(\.value) ?? []
        case .metadata: metadata.map(\.value)
        case .taskID: taskKey.map { [$0.text] } ?? []
        case .what: PacketText.lines(what)
        case .why: PacketText.lines(why)
        case .inScope: inScope.map(\.text)
        case .outOfScope: outOfScope.map(\.text)
        case .riskTier: PacketText.lines(statedRisk.text)
        case .testPlan: testPlan.commands + testPlan.notes
        case .doneMeans: doneMeans
        case .rollbackHint: PacketText.lines(rollbackHint)
        case .requiredEvidence: requiredEvidence
        case .reportSections: reportSections
        case .filesToOpen: filesToOpen
        case .searchTerms: searchTerms
        case .runCommands: runCommands.commands + runCommands.notes
        case .riskMap: riskMap.flatMap { [$0.failure, $0.subsystem] }
        case .specAnchors: specAnchors + anchorsInHead
        case .authority: authority.map(\.value)
        case .assumptions: assumptions
        case .openQuestions: openQuestions
        case .dependencies: dependencies
        case .sections, .packet: []
        }
    }

    /// Whether the packet says something in a field, other than that there is nothing.
    package func states(_ field: PacketField) -> Bool {
        !lines(of: field).allSatisfy(PacketText.saysNothing)
    }

    /// The anchors that the head names, where older packets have them.
    private var anchorsInHead: [String] {
        metadata.filter { $0.isNamed("SPEC_ANCHOR") || $0.isNamed("SPEC_ANCHORS") }.map(\.value)
    }
}
