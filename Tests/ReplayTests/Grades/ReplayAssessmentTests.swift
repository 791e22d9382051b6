import Digests
import Model
import Testing

@Suite("A replay's grade says what its evidence bears out")
struct ReplayAssessmentTests {
    private static let check = CheckCommand("make test")
    private static let other = CheckCommand("make lint")

    private func result(
        _ command: CheckCommand = check,
        _ ending: CheckEnding = .exited(0),
        took: Duration = .seconds(10),
        counts: TestCounts? = TestCounts(passed: 12, failed: 0, source: "pytest"),
        before: String? = "a",
        after: String? = "a"
    ) -> CheckResult {
        CheckResult(
            command: command,
            ending: ending,
            duration: took,
            counts: counts,
            treeBefore: before,
            treeAfter: after
        )
    }

    private func evidence(
        _ results: [CheckResult],
        sandbox: SandboxReport = SandboxReport(
            kind: .bubblewrap,
            layers: Set(SandboxLayer.allCases)
        ),
        network: ReplayNetwork = .loopback,
        setUp: CheckResult? = nil,
        artifacts: [FoundArtifact] = [],
        submodules: Int = 0,
        largeFilePointers: Int = 0
    ) -> ReplayEvidence {
        ReplayEvidence(
            commit: "c",
            tree: "a",
            profileDigest: ReplayProfile.standard.digest,
            network: network,
            environmentDigest: Digest(of: ""),
            sandbox: sandbox,
            setUp: setUp,
            results: results,
            artifacts: artifacts,
            submodules: submodules,
            largeFilePointers: largeFilePointers
        )
    }

    private func expect(
        _ evidence: ReplayEvidence,
        claims: ReplayClaims = ReplayClaims(),
        usual: [CheckCommand: Duration] = [:],
        _ grade: ReplayGrade,
        _ gaps: [ReplayGap],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let assessment = ReplayAssessment(of: evidence, against: claims, usual: usual)
        #expect(assessment.grade == grade, sourceLocation: sourceLocation)
        #expect(assessment.gaps == gaps, sourceLocation: sourceLocation)
    }

    @Test("Checks that pass, with tests, in a whole sandbox are verified")
    func verified() {
        expect(evidence([result()]), .verified, [])
        expect(
            evidence([result()]),
            claims: ReplayClaims(results: [
                ClaimedResult(command: Self.check, exitCode: 0, executed: 12)
            ]),
            usual: [Self.check: .seconds(100)],
            .verified,
            []
        )
    }

    @Test(
        "A check that does not exit with 0 is not verified, whatever was claimed",
        arguments: [.exited(1), .signalled(9), .limit(.wall), .limit(.memory)] as [CheckEnding]
    )
    func failedCheck(_ ending: CheckEnding) {
        let gaps: [ReplayGap] = [
            .checkFailed(Self.check, ending),
            .claimedEndingDiffers(Self.check, claimed: 0, found: ending),
        ]
        expect(
            evidence([result(Self.check, ending)]),
            claims: ReplayClaims(results: [ClaimedResult(command: Self.check, exitCode: 0)]),
            .notVerified,
            gaps
        )
    }

    @Test("An honest claim of failure does not make a failed check pass")
    func honestFailure() {
        expect(
            evidence([result(Self.check, .exited(2))]),
            claims: ReplayClaims(results: [ClaimedResult(command: Self.check, exitCode: 2)]),
            .notVerified,
            [.checkFailed(Self.check, .exited(2))]
        )
    }

    @Test("A plan without checks verifies nothing")
    func noChecks() {
        expect(evidence([]), .notVerified, [.noChecks])
    }

    @Test("Failed tests behind an exit with 0 are not verified")
    func failedTestsPassed() {
        let counts = TestCounts(passed: 11, failed: 1, source: "cargo")
        expect(
            evidence([result(counts: counts)]),
            .notVerified,
            [.failedTestsPassed(Self.check, failed: 1)]
        )
    }

    @Test("Zero tests are a gap, skipped ones do not fill it")
    func zeroTests() {
        let counts = TestCounts(passed: 0, failed: 0, skipped: 5, source: "unittest")
        expect(evidence([result(counts: counts)]), .verifiedWithGaps, [.zeroTests(Self.check)])
    }

    @Test("Unknown counts are a gap only where no check told any")
    func countsUnknown() {
        expect(evidence([result(counts: nil)]), .verifiedWithGaps, [.countsUnknown])
        expect(evidence([result(), result(Self.other, counts: nil)]), .verified, [])
    }

    @Test("Counts from an output that was cut are a gap")
    func countsPartial() {
        let counts = TestCounts(passed: 3, failed: 0, source: "go", isPartial: true)
        expect(evidence([result(counts: counts)]), .verifiedWithGaps, [.countsPartial(Self.check)])
    }

    @Test("Less than a tenth of the usual time is far too fast, a tenth is not")
    func farTooFast() {
        let usual = [Self.check: Duration.seconds(10)]
        expect(evidence([result(took: .seconds(1))]), usual: usual, .verified, [])
        expect(
            evidence([result(took: .milliseconds(999))]),
            usual: usual,
            .verifiedWithGaps,
            [.farTooFast(Self.check, took: .milliseconds(999), usual: .seconds(10))]
        )
    }

    @Test("A changed tree is a gap, and so is one that can't be told")
    func trees() {
        expect(
            evidence([result(after: "b")]),
            .verifiedWithGaps,
            [.treeChanged(Self.check)]
        )
        expect(
            evidence([result(after: nil)]),
            .verifiedWithGaps,
            [.treeUnknown(Self.check)]
        )
    }

    @Test("A claim of other counts, or for a command outside the plan, is a gap")
    func claims() {
        expect(
            evidence([result()]),
            claims: ReplayClaims(results: [
                ClaimedResult(command: Self.check, exitCode: 0, executed: 13),
                ClaimedResult(command: Self.other, exitCode: 0),
            ]),
            .verifiedWithGaps,
            [
                .claimedCountsDiffer(Self.check, claimed: 13, found: 12),
                .claimedOutsidePlan(Self.other),
            ]
        )
    }

    @Test("A claimed artifact must be there, with the content claimed")
    func artifacts() {
        let digest = Digest(of: "x")
        let found = [
            FoundArtifact(path: "good", digest: digest, bytes: 1),
            FoundArtifact(path: "other", digest: Digest(of: "y"), bytes: 1),
            FoundArtifact(path: "gone", digest: nil, bytes: 0),
        ]
        let claims = ReplayClaims(artifacts: [
            ClaimedArtifact(path: "good", digest: digest), ClaimedArtifact(path: "good"),
            ClaimedArtifact(path: "other"), ClaimedArtifact(path: "other", digest: digest),
            ClaimedArtifact(path: "gone"), ClaimedArtifact(path: "unknown"),
        ])
        expect(
            evidence([result()], artifacts: found),
            claims: claims,
            .notVerified,
            [
                .artifactDiffers(path: "other"), .artifactMissing(path: "gone"),
                .artifactMissing(path: "unknown"),
            ]
        )
    }

    @Test("A failed set-up is not verified, and says why no check ran")
    func setUpFailed() {
        expect(
            evidence([], setUp: result(Self.other, .exited(3))),
            claims: ReplayClaims(results: [ClaimedResult(command: Self.check, exitCode: 0)]),
            .notVerified,
            [.setUpFailed(.exited(3))]
        )
    }

    @Test("A set-up that changes tracked files is a gap")
    func setUpChangesTree() {
        expect(
            evidence([result()], setUp: result(Self.other, after: "b")),
            .verifiedWithGaps,
            [.treeChanged(Self.other)]
        )
    }

    @Test("What the sandbox lacked is named: all of it, or the layer")
    func sandbox() {
        expect(
            evidence([result()], sandbox: SandboxReport(kind: .none, layers: [.supervisor])),
            .verifiedWithGaps,
            [.unsandboxed]
        )
        let without = Set(SandboxLayer.allCases).subtracting([.seccomp, .memoryGroup])
        expect(
            evidence([result()], sandbox: SandboxReport(kind: .namespaces, layers: without)),
            .verifiedWithGaps,
            [.layerMissing(.seccomp)]
        )
    }

    @Test("The host's network is a gap, and then its own network is not missed")
    func hostNetwork() {
        let layers = Set(SandboxLayer.allCases).subtracting([.networkNamespace])
        expect(
            evidence(
                [result()],
                sandbox: SandboxReport(kind: .bubblewrap, layers: layers),
                network: .host
            ),
            .verifiedWithGaps,
            [.hostNetwork]
        )
    }

    @Test("Content that was not there is a gap")
    func missingContent() {
        expect(
            evidence([result()], submodules: 2, largeFilePointers: 3),
            .verifiedWithGaps,
            [.submodulesMissing(2), .largeFilesMissing(3)]
        )
    }

    @Test("What disproves comes first, and a reason is named once")
    func order() {
        let failing = result(Self.other, .exited(1))
        expect(
            evidence([result(after: "b"), failing, failing], submodules: 1),
            .notVerified,
            [
                .checkFailed(Self.other, .exited(1)), .treeChanged(Self.check),
                .submodulesMissing(1),
            ]
        )
    }

    @Test("A message makes a hostile command harmless")
    func messages() {
        let gap = ReplayGap.zeroTests(CheckCommand("echo \u{1B}[2J\nnext"))
        #expect(gap.message == "'echo \\u{1b}[2J\\u{a}next' ran no test.")
    }
}
