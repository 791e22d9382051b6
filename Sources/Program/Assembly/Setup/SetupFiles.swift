import Digests
import Glibc
import Model

/// The files of a working directory that a setup reads and writes, and never leaves.
struct SetupFiles {
    /// The top of the working directory, links followed.
    let root: String

    /// The place of a file, links followed.
    ///
    /// - Throws: ``SetupFileError`` where a link leads out of the working directory.
    func place(of path: String) throws(SetupFileError) -> String {
        var place = root
        var rest = path.split(separator: "/").map(String.init)[...]
        while let name = rest.popFirst() {
            let next = place + "/" + name
            var status = stat()
            guard lstat(next, &status) == 0 else {
                return ([next] + rest).joined(separator: "/")
            }
            guard status.st_mode & S_IFMT == S_IFLNK else {
                place = next
                continue
            }
            guard let real = realpath(next, nil) else { throw SetupFileError(path, .brokenLink) }
            defer { free(real) }
            place = String(cString: real)
            guard place.hasPrefix(root + "/") else { throw SetupFileError(path, .leadsOutside) }
        }
        return place
    }

    /// The text of a file; `nil` where there is none.
    func read(_ path: String) throws -> String? {
        try PrivateFile.read(try place(of: path))
    }

    /// Writes a file whole or not at all, with the permissions that it had.
    func write(_ text: String, to path: String) throws {
        let place = try place(of: path)
        var status = stat()
        let isThere = stat(place, &status) == 0
        try PrivateFile.write(text, to: place)
        // A new file of a working directory is as open as git makes one.
        chmod(place, isThere ? status.st_mode & 0o7777 : 0o644)
    }

    /// Makes the directories above a file.
    ///
    /// - Returns: Those that were not there, the outermost first.
    func makeDirectories(above path: String) throws -> [String] {
        let names = path.split(separator: "/").dropLast().map(String.init)
        var made: [String] = []
        for count in names.indices.map({ $0 + 1 }) {
            let directory = names.prefix(count).joined(separator: "/")
            let place = try place(of: directory)
            if mkdir(place, 0o755) == 0 {
                made.append(directory)
            } else if errno != EEXIST {
                throw FileError(doing: "make the directory", path: directory, number: errno)
            }
        }
        return made
    }

    func remove(_ path: String) throws {
        let place = try place(of: path)
        guard unlink(place) == 0 || errno == ENOENT else {
            throw FileError(doing: "remove", path: path, number: errno)
        }
        PrivateFile.syncDirectory(of: place)
    }

    /// Takes directories away that nothing is in, the innermost first.
    func removeEmpty(_ directories: [String]) throws {
        for directory in directories.sorted(by: { $0.utf8.count > $1.utf8.count }) {
            // One that is no longer empty is somebody's.
            rmdir(try place(of: directory))
        }
    }
}

/// A file that a setup does not touch.
struct SetupFileError: Reportable {
    enum Fault { case leadsOutside, brokenLink }

    let path: String
    let fault: Fault

    init(_ path: String, _ fault: Fault) {
        self.path = path
        self.fault = fault
    }

    var code: String {
        switch fault {
        case .leadsOutside: "setup.leads_outside"
        case .brokenLink: "setup.broken_link"
        }
    }

    var category: ErrorCategory { .notAllowed }

    var message: String {
        switch fault {
        case .leadsOutside: "'\(path.printable(limit: 200))' leads out of the working directory."
        case .brokenLink: "'\(path.printable(limit: 200))' is a link to nothing."
        }
    }

    var hint: String? { "Put a file or directory in the link's place." }
}

/// A file that is not in its language, with its name.
struct SetupContentError: Reportable {
    let path: String
    let error: any Reportable

    var code: String { error.code }
    var category: ErrorCategory { error.category }
    var message: String { "'\(path.printable(limit: 200))' can't be added to. \(error.message)" }
    var hint: String? { error.hint }
}
