import Documents
import Engine
import GitKit
import Model
import Replay
import SubprocessKit

/// Runs checks again, behind the best sandbox that the machine can make.
struct SandboxedReplays: Replaying {
    let surroundings: Surroundings
    let git: GitProgram
    let time: any TimeSource
    let interruption: Interruption?
    /// The path of the program that becomes the first process of the sandbox: this very one.
    var program = "/proc/self/exe"
    /// Told of each step as it begins.
    let progress: @Sendable (String) -> Void

    func replay(_ order: ReplayOrder) throws -> ReplayEvidence {
        let time = time
        let clock: @Sendable () -> Duration = { time.elapsed() }
        let finding = SandboxProbe(trampoline: program, clock: clock).find()
        let scratch = try surroundings.scratchRoot()
        let runner: ReplayRunner
        if finding.sandbox == nil, order.allowsUnsandboxed {
            runner = ReplayRunner(
                unsandboxed: program,
                scratchRoot: scratch,
                callerEnvironment: surroundings.environment,
                clock: clock,
                interruption: interruption
            )
        } else {
            runner = try ReplayRunner(
                sandboxed: finding,
                scratchRoot: scratch,
                callerEnvironment: surroundings.environment,
                clock: clock,
                interruption: interruption
            )
        }
        let record = try runner.run(
            ReplayRequest(
                repository: order.repository,
                commit: order.commit,
                base: order.base,
                checks: order.checks,
                profile: try profile(order),
                claims: ReplayClaims(artifacts: order.artifacts.map { ClaimedArtifact(path: $0) }),
                hiddenPaths: [try surroundings.stateRoot()]
            ),
            onProgress: { progress($0.sentence) }
        )
        return record.evidence
    }

    func missing() -> [String] {
        let time = time
        let finding = SandboxProbe(trampoline: program, clock: { time.elapsed() }).find()
        guard finding.sandbox == nil else { return [] }
        return finding.refusals.map { "no sandbox by \($0.kind.rawValue): \($0.reason)" }
    }

    /// The replay profile, as it stood where the work started: a delivery can't give its own checks
    /// more than the repository had granted before.
    private func profile(_ order: ReplayOrder) throws -> ReplayProfile {
        guard let base = order.base.flatMap({ CommitID($0) }) else { return .standard }
        let repository = GitRepository(at: order.repository, program: git)
        let path = GitPath(ReplayProfileDocument.path)
        guard try repository.entry(at: path, in: base) != nil else { return .standard }
        return try ReplayProfileDocument.read(repository.content(of: path, in: base))
    }
}

extension ReplayProgress {
    /// The step in words.
    fileprivate var sentence: String {
        switch self {
        case .checkingOut: "checking the commit out"
        case .settingUp: "setting up"
        case .checking(let index, let count, let check):
            "check \(index + 1) of \(count): \(check.text)"
        case .cleaningUp: "cleaning up"
        }
    }
}
