import CLinux
import Glibc
import Model
import SubprocessKit

/// What the checked program's process takes from itself before it runs the program.
struct Confinement {
    /// How much longer a program that ignores SIGXCPU lives.
    private static let cpuGraceSeconds: Int64 = 2
    /// The supervisor ends the tree at the limit; the kernel stops it a little above, for it can be
    /// faster than the supervisor looks.
    private static let processesAbove: Int64 = 16

    private let plan: SandboxPlan

    init(_ plan: SandboxPlan) {
        self.plan = plan
    }

    /// Runs the program in place of this process.
    func execute() throws(SandboxFailure) -> Never {
        _ = fcntl(SandboxReporter.descriptor, F_SETFD, FD_CLOEXEC)
        try SandboxFailure.check("leave the terminal", clinux_new_session())
        try limitResources()
        if plan.kind != .none { try confine() }
        try SandboxFailure.check("enter \(plan.directory)", chdir(plan.directory))
        SandboxReporter.tell(.started)
        _ = CStringList(plan.command).withPointers {
            clinux_execute(plan.command[0], $0, SandboxEnvironment.prefix)
        }
        throw SandboxFailure(step: "run \(plan.command[0])")
    }

    private func limitResources() throws(SandboxFailure) {
        try limit(CLINUX_LIMIT_CORE_BYTES, 0, 0)
        try limit(CLINUX_LIMIT_FILE_BYTES, plan.fileBytes, plan.fileBytes)
        try limit(
            CLINUX_LIMIT_CPU_SECONDS,
            plan.cpuSeconds,
            plan.cpuSeconds + Self.cpuGraceSeconds
        )
        // Without a sandbox the caller's other processes would count too.
        if plan.kind != .none {
            let processes = plan.processes + Self.processesAbove
            try limit(CLINUX_LIMIT_PROCESSES, processes, processes)
        }
        if !plan.memoryIsGrouped {
            // Of one process, and of what it has asked for rather than what it holds: thread stacks
            // and heaps in reserve count. So it is far above the limit that the supervisor keeps
            // for all together, and holds only what is faster than the supervisor looks.
            let data = plan.memoryBytes * 4 + 1 << 30
            try limit(CLINUX_LIMIT_DATA_BYTES, data, data)
        }
        SandboxReporter.tell(.layer(.resourceLimits))
    }

    private func limit(
        _ limit: clinux_limit,
        _ soft: Int64,
        _ hard: Int64
    ) throws(SandboxFailure) {
        try SandboxFailure.check(
            "limit resources",
            clinux_limit_resource(Int32(limit.rawValue), UInt64(soft), UInt64(hard))
        )
    }

    private func confine() throws(SandboxFailure) {
        if let user = plan.user {
            try SandboxFailure.check("become another user", clinux_become_user(user, user))
            SandboxReporter.tell(.layer(.otherUser))
        }
        try SandboxFailure.check("give up rights", clinux_drop_capabilities())
        try SandboxFailure.check("refuse new rights", clinux_no_new_privileges())
        SandboxReporter.tell(.layer(.noNewPrivileges))
        if clinux_landlock_version() > 0 {
            let writable = CStringList(plan.writablePaths + Self.writableDevices)
            let count = plan.writablePaths.count + Self.writableDevices.count
            try SandboxFailure.check(
                "restrict changes of files",
                writable.withPointers { clinux_landlock_restrict($0, count) }
            )
            SandboxReporter.tell(.layer(.landlock))
        }
        if clinux_seccomp_is_supported() != 0 {
            try SandboxFailure.check("refuse system calls", clinux_seccomp_refuse())
            SandboxReporter.tell(.layer(.seccomp))
        }
    }

    private static let writableDevices = [
        "/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty",
        "/dev/ptmx", "/dev/pts",
    ]
}
