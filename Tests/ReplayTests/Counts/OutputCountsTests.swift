import Model
import Testing

@testable import Replay

@Suite("Counts are read from what runners really print")
struct OutputCountsTests {
    struct Sample: CustomTestStringConvertible {
        let name: String
        let output: String
        let passed: Int
        let failed: Int
        let skipped: Int
        let source: String

        init(
            _ name: String,
            _ output: String,
            _ passed: Int,
            _ failed: Int,
            _ skipped: Int,
            _ source: String
        ) {
            self.name = name
            self.output = output
            self.passed = passed
            self.failed = failed
            self.skipped = skipped
            self.source = source
        }

        var testDescription: String { name }
    }

    private static let samples = [
        Sample("pytest, of all kinds", RunnerOutput.pytestMixed, 4, 2, 1, "pytest"),
        Sample("pytest -q", RunnerOutput.pytestQuiet, 1, 0, 0, "pytest"),
        Sample("pytest without tests", RunnerOutput.pytestNone, 0, 0, 0, "pytest"),
        Sample("pytest with all deselected", RunnerOutput.pytestDeselected, 0, 0, 0, "pytest"),
        Sample("pytest with a broken file", RunnerOutput.pytestBroken, 0, 1, 0, "pytest"),
        Sample("pytest in colour", RunnerOutput.pytestColour, 2, 1, 1, "pytest"),
        Sample("unittest, of all kinds", RunnerOutput.unittestMixed, 2, 3, 1, "unittest"),
        Sample("unittest with one", RunnerOutput.unittestOK, 1, 0, 0, "unittest"),
        Sample("unittest, skipped", RunnerOutput.unittestSkipped, 0, 0, 1, "unittest"),
        Sample("unittest without tests", RunnerOutput.unittestNone, 0, 0, 0, "unittest"),
        Sample("unittest saying so", RunnerOutput.unittestNoTestsRan, 0, 0, 0, "unittest"),
        Sample("cargo with three binaries", RunnerOutput.cargo, 3, 1, 1, "cargo"),
        Sample("cargo with all filtered", RunnerOutput.cargoFiltered, 0, 0, 0, "cargo"),
        Sample("cargo in colour", RunnerOutput.cargoColour, 1, 0, 0, "cargo"),
        Sample("go test", RunnerOutput.goPlain, 1, 1, 0, "go-packages"),
        Sample("go test -v", RunnerOutput.goVerbose, 3, 1, 1, "go"),
        Sample("go test from its cache", RunnerOutput.goCached, 0, 0, 1, "go-packages"),
        Sample("go test without tests", RunnerOutput.goNothing, 0, 0, 0, "go-packages"),
        Sample("go test -cover", RunnerOutput.goCoverage, 1, 0, 0, "go-packages"),
        Sample("node --test as protocol", RunnerOutput.nodeTAP, 4, 1, 2, "node"),
        Sample("node --test for people", RunnerOutput.nodeSpec, 4, 1, 2, "node"),
        Sample("node --test without tests", RunnerOutput.nodeNothing, 0, 0, 0, "node"),
        Sample("ctest", RunnerOutput.ctest, 1, 1, 1, "ctest"),
        Sample("ctest, all passed", RunnerOutput.ctestNew, 1, 0, 0, "ctest"),
        Sample("ctest of an older version", RunnerOutput.ctestOld, 12, 0, 0, "ctest"),
        Sample("ctest without tests", RunnerOutput.ctestNothing, 0, 0, 0, "ctest"),
        Sample("prove", RunnerOutput.prove, 5, 1, 1, "prove"),
        Sample("prove -v", RunnerOutput.proveVerbose, 2, 0, 0, "prove"),
        Sample("prove without tests", RunnerOutput.proveNothing, 0, 0, 0, "prove"),
        Sample("prove with a bad plan", RunnerOutput.proveBadPlan, 0, 1, 0, "prove"),
        Sample("TAP", RunnerOutput.tap, 3, 1, 1, "tap"),
        Sample("TAP that stopped", RunnerOutput.tapShort, 1, 2, 0, "tap"),
        Sample("TAP that bailed out", RunnerOutput.tapBailed, 1, 1, 0, "tap"),
        Sample("TAP without tests", RunnerOutput.tapNothing, 0, 0, 0, "tap"),
        Sample("swift test, both kinds", RunnerOutput.swift, 3, 2, 2, "swift-testing+xctest"),
        Sample("swift test without", RunnerOutput.swiftNothing, 0, 0, 0, "swift-testing+xctest"),
        Sample(
            "swift test --parallel",
            RunnerOutput.swiftParallel,
            2,
            1,
            0,
            "swift-testing+xctest"
        ),
        Sample("a script's sum", "12 passed, 0 failed\n", 12, 0, 0, "summary"),
        Sample("a script's sum, skipped", "1 passed, 2 failed, 3 skipped\n", 1, 2, 3, "summary"),
        Sample(
            "a script's sum after its runners",
            RunnerOutput.cargo + "\n" + RunnerOutput.pytestQuiet + "\n5 passed, 1 failed\n",
            5,
            1,
            0,
            "summary"
        ),
        Sample(
            "two runners in one check",
            RunnerOutput.pytestQuiet + "\n" + RunnerOutput.cargo,
            4,
            1,
            1,
            "pytest+cargo"
        ),
        Sample(
            "one runner twice",
            RunnerOutput.pytestQuiet + "\n" + RunnerOutput.pytestMixed,
            5,
            2,
            1,
            "pytest"
        ),
    ]

    @Test("A runner's closing lines", arguments: samples)
    func closingLines(_ sample: Sample) throws {
        let counts = try #require(
            OutputCounts.read(head: Array(sample.output.utf8), tail: [], isWhole: true)
        )
        #expect(
            counts
                == TestCounts(
                    passed: sample.passed,
                    failed: sample.failed,
                    skipped: sample.skipped,
                    source: sample.source
                )
        )
        #expect(counts.executed == sample.passed + sample.failed)
    }

    @Test(
        "Text that only looks like a closing line tells nothing",
        arguments: [
            "", "hello\n", "3 passed\n", "passed, 0 failed\n", "x 3 passed, 0 failed\n",
            "3 passed, 0 failed, nothing\n", "3 passed, 99999999999 failed\n",
            RunnerOutput.pytestCollectOnly, "Ran out of 3 tests in 1s\nOK\n", "OK\n", "ok\n",
            "ok 1 - without a plan\n", "Executed 3 tests, with 0 failures\n", "# tests many\n",
            "test result: maybe. 1 passed\n", "10% tests\n", "Test run with tests\n",
            "FAIL\n", "PASS\n", "Files=a, Tests=b\n", "\u{1B}[", "\u{1B}", "1 passed in a while\n",
        ]
    )
    func nothing(_ output: String) {
        #expect(OutputCounts.read(head: Array(output.utf8), tail: [], isWhole: true) == nil)
    }

    @Test("Counts from an output with a hole are partial, a script's own sum is not")
    func partial() {
        let cargo = Array(RunnerOutput.cargo.utf8)
        #expect(OutputCounts.read(head: [], tail: cargo, isWhole: false)?.isPartial == true)
        let sum = Array("7 passed, 0 failed\n".utf8)
        #expect(OutputCounts.read(head: cargo, tail: sum, isWhole: false)?.isPartial == false)
    }

    @Test("Bytes that are no text, and lines without end, are passed over")
    func hostile() {
        var bytes: [UInt8] = [0xFF, 0xFE, 0x00, 0x0A]
        bytes += [UInt8](repeating: UInt8(ascii: "="), count: 1_000_000)
        bytes += Array("\n\r\n2 passed in 0.01s\r\n".utf8)
        #expect(OutputCounts.read(head: bytes, tail: [], isWhole: true)?.passed == 2)
    }
}
