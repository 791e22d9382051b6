/// How far a replay bears out a delivery.
package enum ReplayGrade: String, Hashable, Sendable, CaseIterable {
    /// Every check passed, and nothing is left open.
    case verified
    /// Every check passed, and the gaps name what is left open.
    case verifiedWithGaps = "verified_with_gaps"
    /// Something that was claimed or asked for is not so.
    case notVerified = "not_verified"
}

/// What a replay's evidence comes to.
package struct ReplayAssessment: Hashable, Sendable {
    package let grade: ReplayGrade
    /// Each reason once: what disproves first, otherwise in the order of the test plan.
    package let gaps: [ReplayGap]

    /// Judges the evidence.
    ///
    /// - Parameters:
    ///   - claims: What the delivery says. A claim never lifts a grade.
    ///   - usual: How long each check usually takes, where that is known.
    package init(
        of evidence: ReplayEvidence,
        against claims: ReplayClaims = ReplayClaims(),
        usual: [CheckCommand: Duration] = [:]
    ) {
        let reader = EvidenceReader(evidence: evidence, claims: claims, usual: usual)
        let all = reader.gaps.reduce(into: [ReplayGap]()) { gaps, gap in
            if !gaps.contains(gap) { gaps.append(gap) }
        }
        let disproving = all.filter { $0.effect == .disproves }
        gaps = disproving + all.filter { $0.effect == .weakens }
        grade =
            !disproving.isEmpty ? .notVerified : gaps.isEmpty ? .verified : .verifiedWithGaps
    }
}

/// A replay as it is kept: what was seen, and what it comes to.
package struct ReplayRecord: Hashable, Sendable {
    package let evidence: ReplayEvidence
    package let assessment: ReplayAssessment

    package init(evidence: ReplayEvidence, assessment: ReplayAssessment) {
        self.evidence = evidence
        self.assessment = assessment
    }

    /// How far it bears the delivery out.
    package var grade: ReplayGrade { assessment.grade }

    /// Why no further.
    package var gaps: [ReplayGap] { assessment.gaps }
}
