import Glibc
import Model
import SubprocessKit

/// Finds out what kinds of sandbox this machine can make, by making them.
package struct SandboxProbe: Sendable {
    /// What was found.
    package struct Finding: Sendable, Hashable {
        /// The best sandbox, or `nil` where none can be made.
        package let sandbox: Sandbox?
        package let layers: Set<SandboxLayer>
        /// Why each kind that was tried before it could not be made.
        package let refusals: [Refusal]

        /// A kind that could not be made, and why.
        package struct Refusal: Sendable, Hashable {
            package let kind: SandboxKind
            package let reason: String
        }
    }

    private let trampoline: String
    private let bubblewrapPaths: [String]
    private let clock: @Sendable () -> Duration

    /// - Parameters:
    ///   - trampoline: Our own program, whose `main` calls ``SandboxEntry`` first.
    ///   - bubblewrapPaths: Where `bwrap` may be.
    package init(
        trampoline: String,
        bubblewrapPaths: [String] = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"],
        clock: @escaping @Sendable () -> Duration
    ) {
        self.trampoline = RealPath.of(trampoline) ?? trampoline
        self.bubblewrapPaths = bubblewrapPaths
        self.clock = clock
    }

    /// Tries one kind after the other until a program ran and ended behind it.
    ///
    /// Takes some milliseconds for each.
    package func find(
        among kinds: [SandboxKind] = [.bubblewrap, .namespaces]
    ) -> Finding {
        var refusals: [Finding.Refusal] = []
        for kind in kinds {
            switch attempt(kind) {
            case .success(let (sandbox, layers)):
                return Finding(sandbox: sandbox, layers: layers, refusals: refusals)
            case .failure(let refusal):
                refusals.append(Finding.Refusal(kind: kind, reason: refusal.reason))
            }
        }
        return Finding(sandbox: nil, layers: [], refusals: refusals)
    }

    private struct Refused: Error {
        let reason: String
    }

    private func attempt(
        _ kind: SandboxKind
    ) -> Result<(Sandbox, Set<SandboxLayer>), Refused> {
        var bubblewrap = ""
        if kind == .bubblewrap {
            guard let found = bubblewrapPaths.first(where: { access($0, X_OK) == 0 }) else {
                return .failure(Refused(reason: "the program bwrap is not installed"))
            }
            bubblewrap = found
        }
        let sandbox = Sandbox(kind: kind, trampoline: trampoline, bubblewrap: bubblewrap)
        do {
            let result = try sandbox.subprocess(
                for: plan(kind),
                environment: [:],
                output: .captured(keeping: .head(4096))
            ).withWallLimit(.seconds(10)).run(clock: clock)
            let outcome = SandboxOutcome(result)
            guard outcome.ending == .exited(0) else {
                return .failure(Refused(reason: outcome.failure ?? "\(result.ending)"))
            }
            return .success((sandbox, outcome.layers))
        } catch {
            return .failure(Refused(reason: error.message))
        }
    }

    /// A program that does nothing, behind every layer that a replay uses.
    private func plan(_ kind: SandboxKind) -> SandboxPlan {
        var plan = SandboxPlan(
            kind: kind,
            network: .loopback,
            limits: ReplayLimits(),
            directory: "/",
            command: ["/bin/sh", "-c", ":"]
        )
        plan.mounts = SandboxView.emptied(hiding: [], limits: ReplayLimits())
        plan.mounts += SandboxView.ownFiles(trampoline, under: SandboxView.alwaysHidden)
        plan.writablePaths = ["/tmp"]
        plan.user = SpareUser(seed: UInt64(getpid()))?.id
        return plan
    }
}

extension Subprocess {
    fileprivate func withWallLimit(_ limit: Duration) -> Subprocess {
        var copy = self
        copy.wallLimit = limit
        return copy
    }
}
