import CLinux
import Digests
import Glibc

/// The files of a folder with their digests, kept from one look to the next, so that only what has
/// changed is read again.
///
/// A file is taken as unchanged while its size, its times of content and of state, and its number
/// on the disk are the same: what writes to a file moves the time of its state.
package struct FolderIndex: Sendable {
    /// A file as it was seen.
    package struct Entry: Hashable, Sendable {
        package let path: String
        package let digest: Digest
        fileprivate let stamp: Stamp
    }

    /// By path, in the order of the bytes within each folder.
    package private(set) var entries: [Entry]

    /// What came of a look.
    package struct Difference: Hashable, Sendable {
        package var added = 0
        package var changed = 0
        package var gone = 0

        package init() {}
    }

    /// An index of nothing.
    package init() {
        entries = []
    }

    /// Looks at a folder.
    ///
    /// Links are not followed and not indexed; folders and files whose name begins with a dot are
    /// passed over.
    ///
    /// - Parameter before: What was seen the last time.
    package init(
        of folder: String,
        after before: FolderIndex
    ) throws(BagError) {
        var scan = FolderScan(after: before)
        try scan.look(at: folder)
        let digests = try Cores.map(scan.pending) { place throws(BagError) in
            try Self.digest(of: "\(folder)/\(place.path)")
        }
        for (place, digest) in zip(scan.pending, digests) {
            scan.found[place.index] = Entry(
                path: place.path,
                digest: digest,
                stamp: place.stamp
            )
        }
        entries = scan.found.compactMap(\.self)
    }

    /// How it differs from what was seen before.
    package func difference(from before: FolderIndex) -> Difference {
        guard entries.count != before.entries.count || entries != before.entries else {
            return Difference()
        }
        var known = Dictionary(
            before.entries.map { ($0.path, $0.digest) },
            uniquingKeysWith: { $1 }
        )
        var difference = Difference()
        for entry in entries {
            guard let digest = known.removeValue(forKey: entry.path) else {
                difference.added += 1
                continue
            }
            if digest != entry.digest { difference.changed += 1 }
        }
        difference.gone = known.count
        return difference
    }

    private static func digest(of path: String) throws(BagError) -> Digest {
        do {
            return try Digest(ofFileAt: path)
        } catch {
            throw .unusable(doing: "read", path: path, errno: error.errorNumber)
        }
    }
}

/// By what a file is known again.
struct Stamp: Hashable, Sendable {
    let bytes: Int64
    let number: UInt64
    let modified: Int64
    let altered: Int64

    init(_ status: stat) {
        bytes = Int64(status.st_size)
        number = UInt64(status.st_ino)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        altered = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
    }

    init(bytes: Int64, number: UInt64, modified: Int64, altered: Int64) {
        self.bytes = bytes
        self.number = number
        self.modified = modified
        self.altered = altered
    }
}

/// A walk through a folder beside what was seen the last time.
private struct FolderScan {
    /// In the order of the walk; `nil` until its digest is taken.
    var found: [FolderIndex.Entry?] = []
    var pending: [Place] = []

    struct Place: Sendable {
        let path: String
        let stamp: Stamp
        let index: Int
    }

    // The walk goes the same way each time, so that the next entry of before is mostly the next one
    // found; where it is not, it is looked up.
    private let before: [FolderIndex.Entry]
    private var next = 0
    private var places: [String: Int]?

    init(after before: FolderIndex) {
        self.before = before.entries
        found.reserveCapacity(before.entries.count)
    }

    mutating func look(at root: String) throws(BagError) {
        let folder = clinux_open(root, O_RDONLY | O_DIRECTORY | O_NOFOLLOW, 0)
        guard folder >= 0 else {
            throw .unusable(doing: "list", path: root, errno: errno)
        }
        try look(in: folder, "", root)
    }

    /// - Parameter folder: Closed when this returns.
    private mutating func look(
        in folder: Int32,
        _ prefix: String,
        _ root: String
    ) throws(BagError) {
        guard let stream = fdopendir(folder) else {
            let number = errno
            close(folder)
            throw .unusable(doing: "list", path: "\(root)/\(prefix)", errno: number)
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let isHidden = entry.pointee.d_name.0 == CChar(UInt8(ascii: "."))
            if !isHidden {
                names.append(
                    withUnsafePointer(to: &entry.pointee.d_name) {
                        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                    }
                )
            }
            errno = 0
        }
        guard errno == 0 else {
            throw .unusable(doing: "list", path: "\(root)/\(prefix)", errno: errno)
        }
        names.sort()
        for name in names {
            var status = stat()
            guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
                // It went while the folder was read.
                if errno == ENOENT { continue }
                throw .unusable(doing: "look at", path: "\(root)/\(prefix)\(name)", errno: errno)
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: take(prefix + name, Stamp(status))
            case S_IFDIR:
                let inner = openat(
                    folder,
                    name,
                    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
                )
                guard inner >= 0 else {
                    throw .unusable(doing: "list", path: "\(root)/\(prefix)\(name)", errno: errno)
                }
                try look(in: inner, prefix + name + "/", root)
            default: continue
            }
        }
    }

    private mutating func take(_ path: String, _ stamp: Stamp) {
        if let entry = known(path), entry.stamp == stamp {
            found.append(entry)
        } else {
            pending.append(Place(path: path, stamp: stamp, index: found.count))
            found.append(nil)
        }
    }

    private mutating func known(_ path: String) -> FolderIndex.Entry? {
        if next < before.count, before[next].path == path {
            next += 1
            return before[next - 1]
        }
        let all =
            places
            ?? Dictionary(
                before.enumerated().map { ($1.path, $0) },
                uniquingKeysWith: { $1 }
            )
        places = all
        guard let place = all[path] else { return nil }
        next = place + 1
        return before[place]
    }
}

extension FolderIndex {
    /// The index for a file: a line of numbers, the digest and the path for each entry.
    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(entries.count * 160)
        for entry in entries {
            let stamp = entry.stamp
            for number in [
                UInt64(bitPattern: stamp.bytes), stamp.number, UInt64(bitPattern: stamp.modified),
                UInt64(bitPattern: stamp.altered), UInt64(entry.path.utf8.count),
            ] {
                for shift in stride(from: 0, to: 64, by: 8) {
                    bytes.append(UInt8(truncatingIfNeeded: number >> UInt64(shift)))
                }
            }
            bytes += entry.digest.bytes
            bytes += entry.path.utf8
        }
        return bytes
    }

    /// Reads what ``encoded`` wrote; anything else is an index of nothing.
    package init(encoded bytes: [UInt8]) {
        self.init()
        var entries: [Entry] = []
        var place = 0
        func number() -> UInt64 {
            defer { place += 8 }
            return bytes[place..<place + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
        }
        while place < bytes.count {
            guard bytes.count - place >= 72 else { return }
            let stamp = Stamp(
                bytes: Int64(bitPattern: number()),
                number: number(),
                modified: Int64(bitPattern: number()),
                altered: Int64(bitPattern: number())
            )
            let count = Int(clamping: number())
            guard count <= bytes.count - place - 32 else { return }
            let digest = Digest(bytes: Array(bytes[place..<place + 32]))
            place += 32
            let path = String(decoding: bytes[place..<place + count], as: UTF8.self)
            place += count
            entries.append(Entry(path: path, digest: digest, stamp: stamp))
        }
        self.entries = entries
    }
}
