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

    private static let ticksPerSecond = Int64(sysconf(Int32(_SC_CLK_TCK)))
    private static let pageBytes = Int64(sysconf(Int32(_SC_PAGESIZE)))

    /// - Returns: `nil` for a process that is gone by now.
    private static func entry(_ id: Int32) -> Entry? {
        guard let stat = SmallFile.text("/proc/\(id)/stat"),
            let statm = SmallFile.text("/proc/\(id)/statm"),
            // The name in parentheses may hold anything, parentheses too.
            let nameEnd = stat.lastIndex(of: ")")
        else { return nil }
        let fields = stat[stat.index(after: nameEnd)...].split(separator: " ")
        let pages = statm.split(separator: " ").compactMap { Int64($0) }
        // The first field after the name is the third of proc(5).
        func number(_ field: Int) -> Int64? {
            field - 3 < fields.count ? Int64(fields[field - 3]) : nil
        }
        guard let state = fields.first, let parent = number(4), let threads = number(20),
            pages.count > 2
        else { return nil }
        let ticks = (14...17).reduce(0) { $0 + (number($1) ?? 0) }
        return Entry(
            id: id,
            parent: Int32(parent),
            hasEnded: state == "Z" || state == "X",
            threads: threads,
            cpuMicroseconds: ticks * 1_000_000 / ticksPerSecond,
            memoryBytes: max(0, pages[1] - pages[2]) * pageBytes
        )
    }
}
