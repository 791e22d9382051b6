import Glibc
import SubprocessKit

/// Ends what a demonstration left running.
struct DemoSweep {
    let directory: DemoDirectory
    let clock: @Sendable () -> Duration

    /// Ends the recorded processes with their groups, then whatever else has the demonstration's
    /// directory in its environment.
    ///
    /// Numbers that belong to later processes are left alone.
    func endAll() throws {
        let own = getpid()
        let recorded = try directory.recorded()
        var left = recorded.filter { $0.id != own }
        for identity in left where identity.isPresent {
            // The first one runs the demonstration and tidies up itself; the others lead groups.
            kill(identity == recorded.first ? identity.id : -identity.id, SIGTERM)
        }
        wait(for: &left, atMost: .seconds(3))
        for identity in left where identity.isPresent { kill(identity.id, SIGKILL) }
        wait(for: &left, atMost: .seconds(3))
        var strays = Self.processes(naming: directory.path).filter { $0.id != own }
        for identity in strays where identity.isPresent { kill(identity.id, SIGKILL) }
        wait(for: &strays, atMost: .seconds(3))
    }

    /// The processes of this user whose environment names a path.
    static func processes(naming path: String) -> [ProcessIdentity] {
        guard let listing = opendir("/proc") else { return [] }
        defer { closedir(listing) }
        var found: [ProcessIdentity] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let id = Int32(name), let identity = ProcessIdentity(running: id),
                environment(of: id).contains("\0HOME=\(path)/")
            else { continue }
            found.append(identity)
        }
        return found
    }

    /// The environment of a process, each variable after a NUL; empty where it can't be read.
    private static func environment(of id: Int32) -> String {
        let descriptor = open("/proc/\(id)/environ", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        var bytes: [UInt8] = [0]
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < 1 << 20 {
            let count = read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func wait(for processes: inout [ProcessIdentity], atMost limit: Duration) {
        let end = clock() + limit
        processes.removeAll { !$0.isPresent }
        while !processes.isEmpty, clock() < end {
            usleep(20_000)
            processes.removeAll { !$0.isPresent }
        }
    }
}
