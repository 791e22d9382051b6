import Glibc
import SubprocessKit

/// Names that tell which process made a thing, so that what a killed one left can be removed.
struct OwnerName {
    let prefix: String

    /// A name of this process's own.
    func name(_ rest: String) -> String {
        let id = getpid()
        return "\(prefix)\(id)-\(ProcessIdentity(running: id)?.startTicks ?? 0)-\(rest)"
    }

    /// The names in a directory whose process is gone.
    func abandoned(in directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let item = readdir(stream) {
            let name = item.name
            guard name.hasPrefix(prefix) else { continue }
            let parts = name.dropFirst(prefix.utf8.count).split(separator: "-")
            guard parts.count == 3, let id = Int32(parts[0]), let start = Int64(parts[1]),
                !ProcessIdentity(id: id, startTicks: start).isPresent
            else { continue }
            names.append(name)
        }
        return names
    }
}
