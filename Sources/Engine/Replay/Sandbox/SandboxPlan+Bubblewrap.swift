import Model
import SubprocessKit

extension SandboxPlan {
    /// What `bwrap` is called with, our own program as the first process inside.
    ///
    /// - Parameters:
    ///   - trampoline: Our own program.
    ///   - isRoot: Whether the caller is root: then no user namespace is needed, and the one right
    ///     that is kept is to become `user`.
    func bubblewrapArguments(trampoline: String, isRoot: Bool) -> [String] {
        var words = ["--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"]
        if network == .loopback { words.append("--unshare-net") }
        if isRoot {
            words += ["--cap-drop", "ALL"]
            if user != nil { words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"] }
        } else {
            words.append("--unshare-user")
        }
        // Our program is the first process: with it all others end, and it can't be killed from
        // inside.
        words += ["--die-with-parent", "--new-session", "--as-pid-1"]
        words += ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"]
        var made: Set<String> = []
        for mount in mounts {
            // Bubblewrap makes missing directories too, for its own user alone.
            for directory in missingParents(of: mount) where made.insert(directory).inserted {
                words += ["--perms", "0755", "--dir", directory]
            }
            words += mount.bubblewrapArguments
        }
        return words + ["--", trampoline] + arguments
    }

    /// The directories above a bound path that are gone because one above them was emptied.
    private func missingParents(of mount: SandboxMount) -> [String] {
        guard case .bound(_, let target, _) = mount else { return [] }
        let emptied = mounts.compactMap { mount -> String? in
            switch mount {
            case .hidden(let path), .scratch(let path, _): path
            case .bound: nil
            }
        }
        var parents: [String] = []
        var path = ""
        for part in target.split(separator: "/").dropLast() {
            path += "/" + part
            if emptied.contains(where: { path != $0 && RealPath.isUnder(path, $0) }) {
                parents.append(path)
            }
        }
        return parents
    }
}

extension SandboxMount {
    fileprivate var bubblewrapArguments: [String] {
        switch self {
        case .scratch(let path, let bytes):
            ["--perms", "1777", "--size", String(bytes), "--tmpfs", path]
        case .hidden(let path):
            ["--perms", "0755", "--size", String(Self.hiddenBytes), "--tmpfs", path]
        case .bound(let source, let target, let isReadOnly):
            [isReadOnly ? "--ro-bind" : "--bind", source, target]
        }
    }
}
