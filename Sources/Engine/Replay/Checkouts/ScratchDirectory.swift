import CLinux
import Glibc
import SubprocessKit

/// The directory of one replay: made for it, and gone with it.
struct ScratchDirectory {
    private static let owner = OwnerName(prefix: "replay-")

    let path: String

    /// Makes a directory, and removes those of replays whose process is gone.
    init(under root: String, clock: @escaping @Sendable () -> Duration) throws(ReplayError) {
        guard Self.makeDirectories(root), let real = RealPath.of(root) else {
            throw .scratchUnusable(directory: root, reason: String(cString: strerror(errno)))
        }
        for name in Self.owner.abandoned(in: real) {
            Self.remove(real + "/" + name, clock: clock)
        }
        var template = Array((real + "/" + Self.owner.name("XXXXXX")).utf8CString)
        guard let made = mkdtemp(&template) else {
            throw errno == ENOSPC
                ? .diskFull(directory: root)
                : .scratchUnusable(directory: root, reason: String(cString: strerror(errno)))
        }
        path = String(cString: made)
    }

    /// A number that no replay at the same time has.
    var number: UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_ino) : 0
    }

    /// Makes a directory in it for whoever runs the checks.
    func makeDirectory(_ name: String, for user: SpareUser?) throws(ReplayError) -> String {
        let directory = path + "/" + name
        guard mkdir(directory, 0o755) == 0 else { throw refusal }
        if let user, chown(directory, user.id, user.id) != 0 { throw refusal }
        return directory
    }

    func write(_ text: String, to name: String) throws(ReplayError) {
        guard SmallFile.write(text, to: path + "/" + name) else { throw refusal }
    }

    private var refusal: ReplayError {
        errno == ENOSPC
            ? .diskFull(directory: path)
            : .scratchUnusable(directory: path, reason: String(cString: strerror(errno)))
    }

    /// Removes all of it, also what a check made hard to remove.
    func remove(clock: @escaping @Sendable () -> Duration) {
        Self.remove(path, clock: clock)
    }

    private static func remove(_ path: String, clock: @escaping @Sendable () -> Duration) {
        func run(_ program: String, _ arguments: [String]) {
            // What can't be removed now is removed by the sweep of a later replay.
            _ = try? Subprocess(
                program,
                arguments + ["--", path],
                environment: ["PATH": "/usr/bin:/bin"],
                output: .discarded,
                error: .apart(.discarded)
            ).run(clock: clock)
        }
        run("rm", ["-rf", "--one-file-system"])
        guard access(path, F_OK) == 0 else { return }
        run("chmod", ["-R", "u+rwX"])
        run("rm", ["-rf", "--one-file-system"])
    }

    private static func makeDirectories(_ path: String) -> Bool {
        var status = stat()
        if stat(path, &status) == 0 { return status.st_mode & S_IFMT == S_IFDIR }
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return false }
        return makeDirectories(String(path[..<slash])) && mkdir(path, 0o700) == 0
    }
}
