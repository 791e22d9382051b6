/// Finds the gaps of one replay, each question in a part of its own.
struct EvidenceReader {
    /// A check that takes less than this part of its usual time is named.
    static let farTooFastPart = 10

    let evidence: ReplayEvidence
    let claims: ReplayClaims
    let usual: [CheckCommand: Duration]

    var gaps: [ReplayGap] {
        setUpGaps + evidence.results.flatMap(resultGaps) + countGaps + claimGaps + artifactGaps
            + sandboxGaps + contentGaps
    }

    private var setUpGaps: [ReplayGap] {
        guard let setUp = evidence.setUp else { return evidence.results.isEmpty ? [.noChecks] : [] }
        guard setUp.ending.isSuccess else { return [.setUpFailed(setUp.ending)] }
        return treeGaps(setUp) + (evidence.results.isEmpty ? [.noChecks] : [])
    }

    private func resultGaps(_ result: CheckResult) -> [ReplayGap] {
        var gaps: [ReplayGap] = []
        let command = result.command
        if !result.ending.isSuccess {
            gaps.append(.checkFailed(command, result.ending))
        }
        if let counts = result.counts {
            if counts.failed > 0, result.ending.isSuccess {
                gaps.append(.failedTestsPassed(command, failed: counts.failed))
            }
            if counts.executed == 0 { gaps.append(.zeroTests(command)) }
            if counts.isPartial { gaps.append(.countsPartial(command)) }
        }
        if let usual = usual[command], result.duration * Self.farTooFastPart < usual {
            gaps.append(.farTooFast(command, took: result.duration, usual: usual))
        }
        return gaps + treeGaps(result)
    }

    private func treeGaps(_ result: CheckResult) -> [ReplayGap] {
        guard let before = result.treeBefore, let after = result.treeAfter else {
            return [.treeUnknown(result.command)]
        }
        return before == after ? [] : [.treeChanged(result.command)]
    }

    private var countGaps: [ReplayGap] {
        let told = evidence.results.contains { $0.counts != nil }
        return told || evidence.results.isEmpty ? [] : [.countsUnknown]
    }

    private var claimGaps: [ReplayGap] {
        claims.results.flatMap { claim -> [ReplayGap] in
            guard let result = evidence.results.first(where: { $0.command == claim.command })
            else {
                // After a failed set-up no check ran, which is said already.
                return evidence.results.isEmpty ? [] : [.claimedOutsidePlan(claim.command)]
            }
            return gaps(of: claim, for: result)
        }
    }

    private func gaps(of claim: ClaimedResult, for result: CheckResult) -> [ReplayGap] {
        var gaps: [ReplayGap] = []
        if result.ending != .exited(claim.exitCode) {
            gaps.append(
                .claimedEndingDiffers(
                    claim.command,
                    claimed: claim.exitCode,
                    found: result.ending
                )
            )
        }
        if let claimed = claim.executed, let found = result.counts?.executed, claimed != found {
            gaps.append(.claimedCountsDiffer(claim.command, claimed: claimed, found: found))
        }
        return gaps
    }

    private var artifactGaps: [ReplayGap] {
        claims.artifacts.compactMap { claim in
            let found = evidence.artifacts.first { $0.path == claim.path }?.digest
            guard let found else { return .artifactMissing(path: claim.path) }
            guard let claimed = claim.digest, claimed != found else { return nil }
            return .artifactDiffers(path: claim.path)
        }
    }

    private var sandboxGaps: [ReplayGap] {
        guard evidence.sandbox.isSandbox else { return [.unsandboxed] }
        var expected: [SandboxLayer] = [
            .processNamespace, .mountNamespace, .landlock, .seccomp, .noNewPrivileges,
            .resourceLimits,
        ]
        if evidence.network == .loopback { expected.append(.networkNamespace) }
        return expected.filter { !evidence.sandbox.layers.contains($0) }.map { .layerMissing($0) }
    }

    private var contentGaps: [ReplayGap] {
        var gaps: [ReplayGap] = []
        if evidence.network == .host, evidence.sandbox.isSandbox { gaps.append(.hostNetwork) }
        if evidence.submodules > 0 { gaps.append(.submodulesMissing(evidence.submodules)) }
        if evidence.largeFilePointers > 0 {
            gaps.append(.largeFilesMissing(evidence.largeFilePointers))
        }
        return gaps
    }
}
