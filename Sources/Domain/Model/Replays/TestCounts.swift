/// How many tests a runner said it executed.
package struct TestCounts: Hashable, Sendable {
    /// Tests that ran, passed or failed; skipped ones are not among them.
    package let executed: Int
    package let passed: Int
    package let failed: Int
    package let skipped: Int
    /// Who told: `pytest`, `swift-testing+xctest`, `junit`.
    package let source: String
    /// Whether part of what told it was lost, so that there may be more.
    package let isPartial: Bool

    package init(
        passed: Int,
        failed: Int,
        skipped: Int = 0,
        source: String,
        isPartial: Bool = false
    ) {
        executed = passed + failed
        self.passed = passed
        self.failed = failed
        self.skipped = skipped
        self.source = source
        self.isPartial = isPartial
    }

    /// The counts of two runners in one check.
    package static func + (left: TestCounts, right: TestCounts) -> TestCounts {
        TestCounts(
            passed: left.passed + right.passed,
            failed: left.failed + right.failed,
            skipped: left.skipped + right.skipped,
            source: left.source == right.source
                ? left.source : "\(left.source)+\(right.source)",
            isPartial: left.isPartial || right.isPartial
        )
    }
}
