/// A reason why a replay does not fully bear out a delivery.
package enum ReplayGap: Hashable, Sendable {
    // What disproves.
    case noChecks
    case setUpFailed(CheckEnding)
    case checkFailed(CheckCommand, CheckEnding)
    /// The check ended well though its runner counted failed tests.
    case failedTestsPassed(CheckCommand, failed: Int)
    case artifactMissing(path: String)
    case artifactDiffers(path: String)

    // What weakens.
    /// The delivery claims another ending than the one found.
    case claimedEndingDiffers(CheckCommand, claimed: Int32, found: CheckEnding)
    case claimedCountsDiffer(CheckCommand, claimed: Int, found: Int)
    /// The delivery claims a result for a command that is not in the test plan.
    case claimedOutsidePlan(CheckCommand)
    case zeroTests(CheckCommand)
    /// No check of the plan told how many tests it ran.
    case countsUnknown
    /// Part of the output that told the counts was not kept.
    case countsPartial(CheckCommand)
    case farTooFast(CheckCommand, took: Duration, usual: Duration)
    /// The check changed or removed tracked files.
    case treeChanged(CheckCommand)
    /// Whether it changed tracked files couldn't be told.
    case treeUnknown(CheckCommand)
    case unsandboxed
    case layerMissing(SandboxLayer)
    /// The checks could reach whatever the machine reaches.
    case hostNetwork
    case submodulesMissing(Int)
    case largeFilesMissing(Int)

    /// What a gap does to the grade.
    package enum Effect: Hashable, Sendable {
        case disproves
        case weakens
    }

    /// Whether it disproves the delivery or only weakens the proof.
    package var effect: Effect {
        switch self {
        case .noChecks, .setUpFailed, .checkFailed, .failedTestsPassed, .artifactMissing,
            .artifactDiffers:
            .disproves
        case .claimedEndingDiffers, .claimedCountsDiffer, .claimedOutsidePlan, .zeroTests,
            .countsUnknown, .countsPartial, .farTooFast, .treeChanged, .treeUnknown, .unsandboxed,
            .layerMissing, .hostNetwork, .submodulesMissing, .largeFilesMissing:
            .weakens
        }
    }

    /// A stable name for programs.
    package var code: String {
        switch self {
        case .noChecks: "no_checks"
        case .setUpFailed: "set_up_failed"
        case .checkFailed: "check_failed"
        case .failedTestsPassed: "failed_tests_passed"
        case .artifactMissing: "artifact_missing"
        case .artifactDiffers: "artifact_differs"
        case .claimedEndingDiffers: "claimed_ending_differs"
        case .claimedCountsDiffer: "claimed_counts_differ"
        case .claimedOutsidePlan: "claimed_outside_plan"
        case .zeroTests: "zero_tests"
        case .countsUnknown: "counts_unknown"
        case .countsPartial: "counts_partial"
        case .farTooFast: "far_too_fast"
        case .treeChanged: "tree_changed"
        case .treeUnknown: "tree_unknown"
        case .unsandboxed: "unsandboxed"
        case .layerMissing: "layer_missing"
        case .hostNetwork: "host_network"
        case .submodulesMissing: "submodules_missing"
        case .largeFilesMissing: "large_files_missing"
        }
    }

    /// A sentence with the values, safe to show.
    package var message: String {
        switch self {
        case .noChecks:
            "The test plan has no command, so nothing was checked."
        case .setUpFailed(let ending):
            "The profile's set-up command ended with \(ending), so no check ran."
        case .checkFailed(let command, let ending):
            "\(Self.name(command)) ended with \(ending)."
        case .failedTestsPassed(let command, let failed):
            "\(Self.name(command)) exited with 0 though its runner counted \(failed) failed."
        case .artifactMissing(let path):
            "The claimed artifact '\(path.printable(limit: 200))' does not exist."
        case .artifactDiffers(let path):
            "The claimed artifact '\(path.printable(limit: 200))' has another content."
        case .claimedEndingDiffers(let command, let claimed, let found):
            "\(Self.name(command)) was claimed to exit with \(claimed) and ended with \(found)."
        case .claimedCountsDiffer(let command, let claimed, let found):
            "\(Self.name(command)) was claimed to run \(claimed) tests and ran \(found)."
        case .claimedOutsidePlan(let command):
            "\(Self.name(command)) has a claimed result and is not in the test plan."
        case .zeroTests(let command):
            "\(Self.name(command)) ran no test."
        case .countsUnknown:
            "No check told how many tests it ran."
        case .countsPartial(let command):
            "\(Self.name(command)) wrote more than is kept, so its count of tests is a lower bound."
        case .farTooFast(let command, let took, let usual):
            "\(Self.name(command)) took \(took.wholeMilliseconds) ms; "
                + "\(usual.wholeMilliseconds) ms are usual."
        case .treeChanged(let command):
            "\(Self.name(command)) changed tracked files."
        case .treeUnknown(let command):
            "Whether \(Self.name(command)) changed tracked files couldn't be told."
        case .unsandboxed:
            "The checks ran without a sandbox."
        case .layerMissing(let layer):
            "The sandbox had no \(layer.rawValue)."
        case .hostNetwork:
            "The profile lets the checks reach the network of the machine."
        case .submodulesMissing(let count):
            "The commit names \(count.counted("submodule")), whose content was not there."
        case .largeFilesMissing(let count):
            "The commit has "
                + count.counted("pointer to a large file", "pointers to large files")
                + ", whose content was not there."
        }
    }

    private static func name(_ command: CheckCommand) -> String {
        "'\(command.text.printable(limit: 120))'"
    }
}
