import CLinux
import Glibc
import Model

/// Makes the namespaces and mounts of a sandbox without help of another program.
struct NamespaceEntry {
    private let plan: SandboxPlan

    init(_ plan: SandboxPlan) {
        self.plan = plan
    }

    /// Goes on as the first process inside; the process that called waits for it and ends with its
    /// code.
    func enter() throws(SandboxFailure) {
        let layers = try leaveNamespaces()
        let outside = clinux_pidfd_open(getpid())
        try SandboxFailure.check("follow the caller", outside)
        let child = clinux_fork()
        try SandboxFailure.check("start the first process", child)
        if child > 0 { endWith(child) }
        // With this process all others of the namespace end.
        try SandboxFailure.check("end with the caller", clinux_signal_on_parent_death(SIGKILL))
        // The caller may have ended before the request stood.
        var entry = pollfd(fd: outside, events: Int16(POLLIN), revents: 0)
        if poll(&entry, 1, 0) != 0 { clinux_exit(1) }
        close(outside)
        try SandboxFailure.check("leave the terminal", clinux_new_session())
        try makeMounts()
        if plan.network == .loopback {
            try SandboxFailure.check("turn loopback on", clinux_loopback_up())
        }
        SandboxReporter.tell(layers)
    }

    private func leaveNamespaces() throws(SandboxFailure) -> [SandboxLayer] {
        let user = geteuid()
        let group = getegid()
        var namespaces =
            CLINUX_NAMESPACE_PROCESSES | CLINUX_NAMESPACE_MOUNTS | CLINUX_NAMESPACE_IPC
            | CLINUX_NAMESPACE_HOST_NAME
        var layers: [SandboxLayer] = [
            .processNamespace, .mountNamespace, .ipcNamespace, .hostNameNamespace,
        ]
        if plan.network == .loopback {
            namespaces |= CLINUX_NAMESPACE_NETWORK
            layers.append(.networkNamespace)
        }
        if user != 0 {
            namespaces |= CLINUX_NAMESPACE_USER
            layers.append(.userNamespace)
        }
        try SandboxFailure.check("make namespaces", clinux_unshare(namespaces))
        if user != 0 {
            try SandboxFailure.check("keep the user", clinux_map_own_user(user, group))
        }
        return layers
    }

    private func endWith(_ child: Int32) -> Never {
        // The report is the child's; the end of its pipe must not wait for this process.
        close(SandboxReporter.descriptor)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR { continue }
        clinux_exit(status == 0 ? 0 : 1)
    }

    private func makeMounts() throws(SandboxFailure) {
        try SandboxFailure.check("part the mounts", clinux_mounts_private())
        // Copied while they can still be written to and are not hidden.
        var copies: [Int32] = []
        for mount in plan.mounts {
            guard case .bound(let source, _, _) = mount else { continue }
            let copy = clinux_mount_copy(source)
            try SandboxFailure.check("reach \(source)", copy)
            copies.append(copy)
        }
        try SandboxFailure.check("make all read-only", clinux_mounts_read_only("/"))
        try SandboxFailure.check("show own processes", clinux_mount_processes())
        try SandboxFailure.check("make own terminals", clinux_mount_terminals())
        var unattached = copies[...]
        for mount in plan.mounts {
            try make(mount, &unattached)
        }
    }

    private func make(
        _ mount: SandboxMount,
        _ copies: inout ArraySlice<Int32>
    ) throws(SandboxFailure) {
        switch mount {
        case .scratch(let path, let bytes):
            try memory(path, bytes, 0o1777)
        case .hidden(let path):
            try memory(path, SandboxMount.hiddenBytes, 0o755)
        case .bound(let source, let target, let isReadOnly):
            guard let copy = copies.popFirst() else { preconditionFailure("a copy for each mount") }
            try MountPoint(target).make(like: source, copy: copy)
            try SandboxFailure.check(
                "show \(target)",
                clinux_mount_attach(copy, target, isReadOnly ? 1 : 0)
            )
            close(copy)
        }
    }

    private func memory(_ path: String, _ bytes: Int64, _ mode: UInt32) throws(SandboxFailure) {
        try SandboxFailure.check(
            "make \(path) empty",
            clinux_mount_memory(path, UInt64(bytes), mode)
        )
    }
}

/// A place where something is mounted, made where it is missing.
private struct MountPoint {
    private let path: String

    init(_ path: String) {
        self.path = path
    }

    /// - Parameter copy: A descriptor of what will be there: a directory needs a directory, any
    ///   other file a file.
    func make(like source: String, copy: Int32) throws(SandboxFailure) {
        guard access(path, F_OK) != 0 else { return }
        var status = stat()
        try SandboxFailure.check("look at \(source)", fstat(copy, &status))
        let parts = path.split(separator: "/")
        var parent = ""
        for part in parts.dropLast() {
            parent += "/" + part
            try directory(parent)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            try directory(path)
        } else {
            let descriptor = clinux_open(path, O_WRONLY | O_CREAT, 0o644)
            try SandboxFailure.check("make \(path)", descriptor)
            close(descriptor)
        }
    }

    private func directory(_ path: String) throws(SandboxFailure) {
        guard access(path, F_OK) != 0 else { return }
        try SandboxFailure.check("make \(path)", clinux_make_directory(path, 0o755))
    }
}
