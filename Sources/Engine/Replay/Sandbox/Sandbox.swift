import Glibc
import Model
import SubprocessKit

/// A way to run programs that this machine really has.
package struct Sandbox: Sendable, Hashable {
    package let kind: SandboxKind
    /// Our own program, by its real path.
    let trampoline: String
    /// The `bwrap` program, where it is the way.
    let bubblewrap: String
    let isRoot: Bool

    init(kind: SandboxKind, trampoline: String, bubblewrap: String = "") {
        self.kind = kind
        self.trampoline = trampoline
        self.bubblewrap = bubblewrap
        isRoot = geteuid() == 0
    }

    /// None: the program is held by its limits only, and what it leaves behind is looked for.
    ///
    /// - Parameter trampoline: Our own program.
    package static func none(trampoline: String) -> Sandbox {
        Sandbox(kind: .none, trampoline: RealPath.of(trampoline) ?? trampoline)
    }

    /// How a plan is started.
    func subprocess(
        for plan: SandboxPlan,
        environment: [String: String],
        output: OutputDestination,
        controlGroups: [String] = []
    ) -> Subprocess {
        let isBubblewrap = plan.kind == .bubblewrap
        return Subprocess(
            isBubblewrap ? bubblewrap : trampoline,
            isBubblewrap
                ? plan.bubblewrapArguments(trampoline: trampoline, isRoot: isRoot)
                : plan.arguments,
            directory: "/",
            environment: SandboxEnvironment.wrapped(environment),
            output: output,
            error: .merged,
            report: .captured(keeping: .head(1 << 16)),
            controlGroups: controlGroups,
            // With the first process of a sandbox the kernel ends all others. Without one, the
            // supervisor needs the time to do that.
            grace: plan.kind == .none ? .seconds(10) : .zero,
            parentDeath: plan.kind == .none ? .terminate : .kill
        )
    }
}
