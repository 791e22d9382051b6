import CLinux
import Glibc

/// The processes that can be seen, as the kernel tells them.
struct ProcessTable {
    struct Entry {
        let id: Int32
        let parent: Int32
        let hasEnded: Bool
        let threads: Int64
        /// Its own and that of its children that were waited for.
        let cpuMicroseconds: Int64
        /// What only it holds, roughly: its resident memory without files and shared parts.
        let memoryBytes: Int64
    }

    private(set) var entries: [Entry]

    var running: [Entry] { entries.filter { !$0.hasEnded } }
    var threads: Int64 { entries.reduce(0) { $0 + $1.threads } }
    var cpuMicroseconds: Int64 { entries.reduce(0) { $0 + $1.cpuMicroseconds } }
    var memoryBytes: Int64 { entries.reduce(0) { $0 + $1.memoryBytes } }

    func without(_ id: Int32) -> ProcessTable {
        ProcessTable(entries: entries.filter { $0.id != id })
    }

    func descendants(of ancestor: Int32) -> ProcessTable {
        let children = Dictionary(grouping: entries) { $0.parent }
        var found: [Entry] = []
        var open = [ancestor]
        while let parent = open.popLast() {
            let next = children[parent] ?? []
            found += next
            open += next.map(\.id)
        }
        return ProcessTable(entries: found)
    }

    static func read() -> ProcessTable {
        var entries: [Entry] = []
        guard let directory = opendir("/proc") else { return ProcessTable(entries: []) }
        defer { closedir(directory) }
        while let item = readdir(directory) {
            guard let id = Int32(item.name), let entry = entry(id) else { continue }
            entries.append(entry)
        }
        return ProcessTable(entries: entries)
    }

    /// - Returns: `nil` for a process that is gone by now.
    private static func entry(_ id: Int32) -> Entry? {
        var process = clinux_process()
        guard clinux_process_look(id, &process) == 0 else { return nil }
        let state = UInt8(bitPattern: process.state)
        return Entry(
            id: id,
            parent: process.parent,
            hasEnded: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"),
            threads: process.threads,
            cpuMicroseconds: process.cpu_microseconds,
            memoryBytes: process.own_bytes
        )
    }
}
