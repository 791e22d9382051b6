import Glibc
import Model
import SubprocessKit

/// The directory of one demonstration: all that it makes is in there.
struct DemoDirectory: Sendable {
    let path: String

    /// The file that says that a directory is a demonstration's, so that nothing else is removed.
    private static let marker = ".worklead-demo"
    private static let markerText = "Made by `worklead demo`; `worklead demo clean` removes it.\n"
    static let prefix = "demo-"

    /// Makes a directory that no other demonstration has.
    static func make(under root: String, seed: UInt64) throws -> DemoDirectory {
        try PrivateFile.makeDirectory(root)
        for attempt in 1...1000 {
            let name = attempt == 1 ? "\(seed)" : "\(seed).\(attempt)"
            let path = "\(root)/\(prefix)\(name)"
            if mkdir(path, 0o700) == 0 {
                let directory = DemoDirectory(path: path)
                try directory.write(markerText, to: "\(path)/\(marker)")
                for part in ["bin", "home", "state", "cache", "scripts", "logs", "scratch", "far"] {
                    try PrivateFile.makeDirectory("\(path)/\(part)")
                }
                return directory
            }
            guard errno == EEXIST else {
                throw FileError(doing: "make the directory", path: path, number: errno)
            }
        }
        throw FileError(doing: "make the directory", path: root, number: EEXIST)
    }

    /// The directories of all demonstrations that left one.
    static func all(under root: String) throws -> [DemoDirectory] {
        guard let listing = opendir(root) else { return [] }
        defer { closedir(listing) }
        var names: [String] = []
        while let entry = readdir(listing) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasPrefix(prefix) { names.append(name) }
        }
        return try names.sorted().map { DemoDirectory(path: "\(root)/\($0)") }.filter {
            try PrivateFile.read("\($0.path)/\(marker)") == markerText
        }
    }

    func repository(_ name: String) -> String { "\(path)/\(name)" }
    func script(of agent: String) -> String { "\(path)/scripts/\(agent).sh" }
    func log(of agent: String) -> String { "\(path)/logs/\(agent).log" }
    func scratch(of agent: String) -> String { "\(path)/scratch/\(agent)" }
    var ledgerExport: String { "\(path)/ledger.jsonl" }
    /// Where the far worker's outbox is, and no workspace.
    var farState: String { "\(path)/far" }
    var workspace: String { "\(path)/state/worklead/demo" }

    /// What every process of the demonstration gets, and nothing of the user's beside it.
    func environment(_ surroundings: Surroundings) -> [String: String] {
        let search = surroundings.variable("PATH") ?? "/usr/local/bin:/usr/bin:/bin"
        let home = "\(path)/home"
        return [
            "PATH": "\(path)/bin:\(search)",
            "HOME": home, "XDG_STATE_HOME": "\(path)/state",
            "XDG_CACHE_HOME": "\(path)/cache", "XDG_CONFIG_HOME": "\(home)/.config",
            "TMPDIR": "\(path)/scratch", "LC_ALL": "C.UTF-8", "WORKLEAD_AGENT": "1",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "founder", "GIT_AUTHOR_EMAIL": "demo@localhost",
            "GIT_COMMITTER_NAME": "founder", "GIT_COMMITTER_EMAIL": "demo@localhost",
        ]
    }

    /// Writes down a process that is to be ended with the demonstration.
    func record(_ identity: ProcessIdentity) throws {
        let known = try PrivateFile.read("\(path)/processes") ?? ""
        try write(known + "\(identity.id) \(identity.startTicks)\n", to: "\(path)/processes")
    }

    /// The processes that were written down.
    func recorded() throws -> [ProcessIdentity] {
        let text = try PrivateFile.read("\(path)/processes") ?? ""
        return text.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count == 2, let id = Int32(words[0]), let start = Int64(words[1]) else {
                return nil
            }
            return ProcessIdentity(id: id, startTicks: start)
        }
    }

    /// Writes a file of the demonstration.
    ///
    /// It is not flushed: after a power cut nobody needs it.
    func write(_ text: String, to file: String) throws {
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw FileError(doing: "write", path: file, number: errno) }
        defer { close(descriptor) }
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 || errno == EINTR else {
                throw FileError(doing: "write", path: file, number: errno)
            }
            bytes = bytes.dropFirst(max(0, count))
        }
    }

    /// Removes the directory and all in it.
    func remove(clock: @escaping @Sendable () -> Duration) throws {
        let removal = Subprocess(
            "rm",
            ["-rf", "--", path],
            error: .apart(.captured(keeping: .head(400)))
        )
        let result = try removal.run(clock: clock)
        guard access(path, F_OK) != 0 else {
            throw FileError(doing: "remove", path: path, fault: result.error.text)
        }
    }
}
