import CLinux
import Glibc

/// The processes that can be seen, as the kernel tells them.
package struct ProcessTable: Sendable {
    /// One of them.
    package struct Entry: Sendable {
        package let id: Int32
        /// In clock ticks after boot.
        package let startTicks: Int64
        package let parent: Int32
        package let hasEnded: Bool
        package let threads: Int64
        /// Its own and that of its children that were waited for.
        package let cpuMicroseconds: Int64
        /// What only it holds, roughly: its resident memory without files and shared parts.
        package let memoryBytes: Int64
    }

    package private(set) var entries: [Entry]

    package var running: [Entry] { entries.filter { !$0.hasEnded } }
    package var threads: Int64 { entries.reduce(0) { $0 + $1.threads } }
    package var cpuMicroseconds: Int64 { entries.reduce(0) { $0 + $1.cpuMicroseconds } }
    package var memoryBytes: Int64 { entries.reduce(0) { $0 + $1.memoryBytes } }

    package func without(_ id: Int32) -> ProcessTable {
        ProcessTable(entries: entries.filter { $0.id != id })
    }

    package func descendants(of ancestor: Int32) -> ProcessTable {
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

    package static func read() -> ProcessTable {
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
            startTicks: process.start_ticks,
            parent: process.parent,
            hasEnded: state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"),
            threads: process.threads,
            cpuMicroseconds: process.cpu_microseconds,
            memoryBytes: process.own_bytes
        )
    }
}

extension UnsafeMutablePointer<dirent> {
    /// The name of a directory's entry.
    package var name: String {
        withUnsafePointer(to: &pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }
}
