import Glibc

/// A lock of git's: a file beside the one to be replaced, held open by its owner until it is
/// renamed.
struct LockFile {
    let path: String

    init(_ path: String) {
        self.path = path
    }

    var exists: Bool { FileProbe.ownKind(of: path) != nil }

    /// The process that has the lock open, as far as this user may see; `nil` where none has, which
    /// leaves a process in another container, or on another machine that shares the disk.
    ///
    /// It looks at every descriptor of every process: some milliseconds, for when one waits anyway.
    func holder() -> Int32? {
        // A /proc that can't be read means that no holder is known, which is the answer.
        guard let resolved = try? FileProbe.resolved(path),
            let processes = try? FileProbe.names(in: "/proc")
        else { return nil }
        return processes.lazy.compactMap { Int32($0) }.first { process in
            let descriptors = "/proc/\(process)/fd"
            // The same for a process of another user, and for one that has just ended.
            guard let names = try? FileProbe.names(in: descriptors) else { return false }
            return names.contains { name in
                FileProbe.target(of: "\(descriptors)/\(name)")?.isSameBytes(as: resolved) ?? false
            }
        }
    }
}
