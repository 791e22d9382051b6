import CLinux
import Documents
import Glibc
import Model

/// A folder of somebody else's, read whole without leaving it.
///
/// Links are not followed, what is no file is not opened, and what is too much is not read: each
/// is in the tree with the reason.
struct ImportFolder {
    private let root: String
    private let limits: ImportTree.Limits
    private var files: [ImportTree.File] = []
    private var bytesTotal = 0

    init(_ root: String, limits: ImportTree.Limits = ImportTree.Limits()) {
        self.root = root
        self.limits = limits
    }

    /// The files of the folder, and of those in it.
    ///
    /// - Throws: ``ImportFault`` where there is no such folder.
    static func tree(
        at root: String,
        limits: ImportTree.Limits = ImportTree.Limits()
    ) throws(ImportFault) -> ImportTree {
        var folder = ImportFolder(root, limits: limits)
        let descriptor = clinux_open(root, O_RDONLY | O_DIRECTORY, 0)
        guard descriptor >= 0 else { throw .noFolder(root, String(cString: strerror(errno))) }
        folder.look(in: descriptor, "", depth: 0)
        return ImportTree(folder.files)
    }

    /// - Parameter descriptor: Closed when this returns.
    private mutating func look(in descriptor: Int32, _ prefix: String, depth: Int) {
        guard let stream = fdopendir(descriptor) else {
            refuse(prefix, .unreadable, String(cString: strerror(errno)))
            close(descriptor)
            return
        }
        defer { closedir(stream) }
        for name in names(in: stream) {
            guard files.count < limits.filesMax else {
                refuse(prefix, .tooMany, "\(limits.filesMax) is the most")
                return
            }
            guard let name = String(validating: name, as: UTF8.self), !name.isStrange else {
                let shown = String(decoding: name, as: UTF8.self)
                refuse(prefix + shown.printable(limit: 80), .strangeName, "a file or folder")
                continue
            }
            // Git's own files are nobody's history of coordination.
            guard name != ".git" else { continue }
            look(at: name, in: descriptor, prefix + name, depth)
        }
    }

    private func names(in stream: OpaquePointer) -> [[UInt8]] {
        var names: [[UInt8]] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                Array(bytes.prefix { $0 != 0 })
            }
            if name != [0x2E], name != [0x2E, 0x2E] { names.append(name) }
        }
        return names.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private mutating func look(at name: String, in folder: Int32, _ path: String, _ depth: Int) {
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
            return refuse(path, .unreadable, String(cString: strerror(errno)))
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: read(name, in: folder, path, Int(status.st_size))
        case S_IFLNK: refuse(path, .link, "a symbolic link")
        case S_IFDIR:
            guard depth < limits.depthMax else {
                return refuse(path, .tooLarge, "\(limits.depthMax) folders deep is the most")
            }
            let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else {
                return refuse(path, .unreadable, String(cString: strerror(errno)))
            }
            look(in: inner, path + "/", depth: depth + 1)
        default: refuse(path, .specialFile, "a pipe, a socket or a device")
        }
    }

    private mutating func read(_ name: String, in folder: Int32, _ path: String, _ size: Int) {
        guard size <= limits.fileBytesMax else {
            return refuse(path, .tooLarge, "\(size) bytes")
        }
        guard bytesTotal + size <= limits.totalBytesMax else {
            return refuse(path, .tooLarge, "more than \(limits.totalBytesMax) bytes in all")
        }
        // Not to wait for a pipe that has taken the file's place.
        let file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else {
            return refuse(path, .unreadable, String(cString: strerror(errno)))
        }
        defer { close(file) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(size)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(file, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                return refuse(path, .unreadable, String(cString: strerror(errno)))
            }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= limits.fileBytesMax else {
                return refuse(path, .tooLarge, "it grows while it is read")
            }
        }
        bytesTotal += bytes.count
        files.append(ImportTree.File(path: path, content: .bytes(bytes)))
    }

    private mutating func refuse(_ path: String, _ oddity: ImportOddity, _ reason: String) {
        files.append(ImportTree.File(path: path, content: .refused(oddity, reason: reason)))
    }
}

extension String {
    /// Whether it holds what can't be shown on a line.
    fileprivate var isStrange: Bool { unicodeScalars.contains(where: \.isUnsafeToShow) }
}

/// Why nothing can be read.
enum ImportFault: Reportable, Equatable {
    case noFolder(String, String)
    case nothing(String, ImportLayout)

    var code: String {
        switch self {
        case .noFolder: "import.no_folder"
        case .nothing: "import.nothing"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .noFolder: .notFound
        case .nothing: .usage
        }
    }

    var message: String {
        switch self {
        case .noFolder(let path, let reason):
            "'\(path.printable(limit: 200))' can't be read as a folder: \(reason)."
        case .nothing(let path, let layout):
            "'\(path.printable(limit: 200))' has no file of the layout '\(layout.rawValue)'."
        }
    }

    var hint: String? {
        switch self {
        case .noFolder: "Name the folder at whose top the layout begins."
        case .nothing(_, .parallel): "It begins where `_bus`, `_plans` and `queue` lie."
        case .nothing(_, .mayor): "It begins where `.planning`, `SOT` and `.taskmaster` lie."
        }
    }
}
