import Documents
import Engine
import GitKit
import Glibc
import Model

/// The file by which a working tree, or any other directory, sends its calls elsewhere.
struct RemoteFile {
    let path: String
    let settings: LocalSettings

    /// The file that holds in a directory: its own, else that of a directory above, up to the top
    /// of the working tree.
    static func path(above directory: String) -> String? {
        var place = directory[...]
        while true {
            let file = "\(place)/\(LocalSettingsDocument.path)"
            if access(file, F_OK) == 0 { return file }
            guard place.count > 1, access("\(place)/.git", F_OK) != 0,
                let slash = place.lastIndex(of: "/")
            else { return nil }
            place = place[..<slash]
        }
    }

    /// Reads the file that holds in a directory; `nil` where there is none.
    ///
    /// - Throws: ``RemoteFileError`` for a file that others may have written or may read: it says
    ///   to whom a token is shown.
    init?(above directory: String) throws {
        guard let path = Self.path(above: directory) else { return nil }
        var status = stat()
        guard lstat(path, &status) == 0, let text = try PrivateFile.read(path) else { return nil }
        guard status.st_uid == getuid(), status.st_mode & 0o077 == 0 else {
            throw RemoteFileError(path: path)
        }
        self.path = path
        settings = try LocalSettingsDocument.read(Array(text.utf8))
    }

    /// The token's file as a path; a relative one is meant from the directory of the settings.
    func tokenFile(_ surroundings: Surroundings) -> String? {
        guard let named = settings.tokenFile else { return nil }
        if named.hasPrefix("~/"), let home = surroundings.variable("HOME") {
            return home + named.dropFirst()
        }
        let top = path.dropLast(LocalSettingsDocument.path.count)
        return named.hasPrefix("/") ? named : top + named
    }

    /// Writes the settings of a directory, and keeps git from taking them for something to commit.
    static func write(_ settings: LocalSettings, in surroundings: Surroundings) throws -> String {
        let location = try WorkspaceFinder(surroundings: surroundings).location()
        let path = path(in: surroundings, location)
        if let location { try ignore(in: location.commonDirectory) }
        try PrivateFile.makeDirectory(String(path.dropLast("/local.toml".count)))
        try PrivateFile.write(LocalSettingsDocument.text(settings), to: path)
        return path
    }

    /// Where the settings of a directory are written.
    static func path(
        in surroundings: Surroundings,
        _ location: RepositoryLocation?
    ) -> String {
        "\(location?.root ?? surroundings.directory)/\(LocalSettingsDocument.path)"
    }

    /// Adds the file to what this repository's user has git ignore.
    private static func ignore(in commonDirectory: String) throws {
        let path = commonDirectory + "/info/exclude"
        let line = "/" + LocalSettingsDocument.path
        let text = try PrivateFile.read(path) ?? ""
        guard !text.split(separator: "\n").contains(line[...]) else { return }
        try PrivateFile.makeDirectory(commonDirectory + "/info")
        let isEnded = text.isEmpty || text.hasSuffix("\n")
        // Added to, not written anew: it keeps its mode, and whatever else somebody adds.
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw FileError(doing: "write", path: path, number: errno) }
        defer { close(descriptor) }
        let bytes = Array(((isEnded ? "" : "\n") + line + "\n").utf8)
        guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else {
            throw FileError(doing: "write", path: path, number: errno)
        }
    }
}

/// Settings that others may have written.
struct RemoteFileError: Reportable {
    let path: String

    var code: String { "remote.open_file" }
    var category: ErrorCategory { .notAllowed }
    var message: String {
        "Others can read or have written '\(path.printable(limit: 200))', which says to whom a "
            + "token is shown."
    }
    var hint: String? { "`chmod 600` it where it is yours, else remove it." }
}
