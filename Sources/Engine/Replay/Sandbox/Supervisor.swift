import CLinux
import Glibc
import Model
import SubprocessKit

/// Watches the processes of one check, and is the only one of them that the check can't reach.
///
/// Inside a sandbox it is the first process, so that its end is the end of all. Without one it
/// adopts what its descendants leave, and ends them by hand.
struct Supervisor {
    /// How often it looks, unless a child ends.
    private static let intervalMilliseconds: Int32 = 20

    private let plan: SandboxPlan
    private var cpuMicroseconds: Int64 = 0
    private var peakBytes: Int64 = 0

    init(_ plan: SandboxPlan) {
        self.plan = plan
    }

    mutating func run() throws(SandboxFailure) -> Never {
        if plan.kind == .none { Self.holdTermination(SIG_BLOCK) }
        let child = clinux_fork()
        try SandboxFailure.check("start the check", child)
        if child == 0 {
            if plan.kind == .none { Self.holdTermination(SIG_UNBLOCK) }
            try Confinement(plan).execute()
        }
        SandboxReporter.tell(.layer(.supervisor))
        let ending = try watch(child)
        let leftovers = table().running.count
        if plan.kind == .none { endDescendants() }
        SandboxReporter.tell(
            .used(
                cpuMicroseconds: cpuMicroseconds,
                peakBytes: peakBytes,
                leftovers: leftovers
            )
        )
        SandboxReporter.tell(ending)
        clinux_exit(0)
    }

    /// Waits for the check's own process to end, or for a limit.
    private mutating func watch(_ child: Int32) throws(SandboxFailure) -> SandboxLine {
        let pidfd = clinux_pidfd_open(child)
        try SandboxFailure.check("follow the check", pidfd)
        while true {
            var entry = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, Self.intervalMilliseconds)
            if let ending = collect(child) {
                // It may have ended because a process was refused before anybody looked.
                let isAtLimit = ending != .exited(0) && table().threads >= plan.processes
                return isAtLimit ? .limit(.processes) : ending
            }
            if let limit = exceeded() { return .limit(limit) }
            if plan.kind == .none, Self.isAskedToEnd { return .signalled(SIGTERM) }
        }
    }

    /// SIGTERM waits until it is looked for: without a sandbox there is work to do after it.
    private static func holdTermination(_ how: Int32) {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTERM)
        sigprocmask(how, &signals, nil)
    }

    private static var isAskedToEnd: Bool {
        var pending = sigset_t()
        sigpending(&pending)
        return sigismember(&pending, SIGTERM) == 1
    }

    /// Collects every ended child, adopted ones too.
    private mutating func collect(_ child: Int32) -> SandboxLine? {
        var found: SandboxLine?
        var id: Int32 = 0
        var ending = clinux_ending()
        while clinux_reap_any(&id, &ending) == 1 {
            cpuMicroseconds += ending.user_microseconds + ending.system_microseconds
            peakBytes = max(peakBytes, ending.peak_bytes)
            guard id == child else { continue }
            found = ending.exited == 1 ? .exited(ending.value) : .signalled(ending.value)
            // The shell hands the signal of its last command on as a code above 128.
            if found == .signalled(SIGXCPU) || found == .exited(SIGXCPU + 128) {
                found = .limit(.cpu)
            }
        }
        return found
    }

    private mutating func exceeded() -> ReplayLimit? {
        let table = table()
        peakBytes = max(peakBytes, table.memoryBytes)
        if table.threads >= plan.processes { return .processes }
        if !plan.memoryIsGrouped, table.memoryBytes > plan.memoryBytes { return .memory }
        let cpu = cpuMicroseconds + table.cpuMicroseconds
        return cpu > plan.cpuSeconds * 1_000_000 ? .cpu : nil
    }

    /// All processes but this one; without a sandbox, all that descend from it.
    private func table() -> ProcessTable {
        let all = ProcessTable.read()
        return plan.kind == .none ? all.descendants(of: getpid()) : all.without(getpid())
    }

    private func endDescendants() {
        while true {
            let running = table().running
            // Stopped first: one that forks faster than it is found would escape otherwise.
            for process in running { kill(process.id, SIGSTOP) }
            for process in running { kill(process.id, SIGKILL) }
            var id: Int32 = 0
            var ending = clinux_ending()
            var outcome: Int32
            repeat { outcome = clinux_reap_any(&id, &ending) } while outcome == 1
            // None running and none to wait for.
            if outcome < 0, errno == ECHILD, table().running.isEmpty { return }
            poll(nil, 0, 1)
        }
    }
}
