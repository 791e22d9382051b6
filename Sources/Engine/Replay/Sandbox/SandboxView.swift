import Glibc
import Model
import SubprocessKit

/// What of the file system a sandboxed program sees.
enum SandboxView {
    /// Where the replay's own directories stand inside, on every machine alike.
    static let root = "/run/replay"
    static let home = root + "/home"
    static let seed = root + "/seed"
    static let control = root + "/control"
    static let temporary = "/tmp"

    /// Homes, and the sockets of services: a file that is read-only can still be connected to.
    static let alwaysHidden = ["/root", "/home", "/run"]

    /// The mounts that take away: homes, sockets, what others left in temporary directories, and
    /// more.
    static func emptied(hiding paths: [String], limits: ReplayLimits) -> [SandboxMount] {
        let scratch: [SandboxMount] = [
            .scratch(path: "/tmp", bytes: limits.memoryBytes / 2),
            .scratch(path: "/var/tmp", bytes: limits.memoryBytes / 4),
            .scratch(path: "/dev/shm", bytes: limits.memoryBytes / 4),
        ]
        // Shorter ones first: a directory is hidden before what was in it.
        let hidden = hiddenPaths(and: paths).sorted { $0.utf8.count < $1.utf8.count }
        return hidden.map { .hidden(path: $0) }
            + scratch.filter { isDirectory($0.path) }
    }

    /// Every hidden directory that is there, none of them inside another.
    static func hiddenPaths(and paths: [String]) -> [String] {
        let real = Set(
            (alwaysHidden + paths).compactMap(RealPath.of).filter { $0 != "/" && isDirectory($0) }
        )
        // The temporary directories are emptied anyway, and a path of theirs is gone by then.
        let emptied = ["/tmp", "/var/tmp", "/dev/shm"]
        return real.filter { path in
            !emptied.contains { RealPath.isUnder(path, $0) }
                && !real.contains { $0 != path && RealPath.isUnder(path, $0) }
        }
    }

    /// Our own program and its libraries, where they would be hidden.
    static func ownFiles(_ trampoline: String, under hidden: [String]) -> [SandboxMount] {
        let gone = hiddenPaths(and: hidden) + ["/tmp", "/var/tmp"]
        return OwnFiles.all(of: trampoline)
            .filter { file in gone.contains { RealPath.isUnder(file, $0) } }
            .map { .bound(source: $0, target: $0, isReadOnly: true) }
    }

    private static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
