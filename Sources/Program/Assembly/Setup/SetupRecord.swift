import Digests
import Glibc
import Model

/// What a setup wrote into a working directory, kept in the worktree's private git directory, with
/// each file as it was before.
struct SetupRecord {
    /// One file that was written.
    struct File {
        let target: String
        /// The digest of what was written.
        let after: Digest
        /// The name of the copy of what was there before; `nil` where there was nothing.
        let before: String?
    }

    private(set) var files: [String: File] = [:]
    /// The directories that were made.
    var directories: Set<String> = []
    /// The words that a target was set up with.
    var words: [String: [String]] = [:]
    let directory: String

    /// Reads the record of a worktree; an empty one where there is none.
    init(in privateDirectory: String) throws {
        directory = privateDirectory + "/worklead/setup"
        guard let text = try PrivateFile.read(directory + "/record.json") else { return }
        let json = try JSONValue(parsing: text)
        for (path, file) in json["files"]?.objectValue ?? [:] {
            guard let target = file["target"]?.stringValue,
                let after = file["after"]?.stringValue.flatMap({ Digest($0) })
            else { continue }
            files[path] = File(
                target: target,
                after: after,
                before: file["before"]?.stringValue
            )
        }
        directories = Set(json["directories"]?.arrayValue?.compactMap(\.stringValue) ?? [])
        for (target, words) in json["words"]?.objectValue ?? [:] {
            self.words[target] = words.arrayValue?.compactMap(\.stringValue) ?? []
        }
    }

    /// What was there before, if the file is still as it was written.
    ///
    /// - Returns: `nil` for a file that somebody changed since or that was never written; a text
    ///   that is `nil` where there was no file.
    func pristine(_ path: String, _ text: String?) throws -> (before: String?, Void)? {
        guard let file = files[path], let text, Digest(of: text) == file.after else { return nil }
        guard let before = file.before else { return (nil, ()) }
        guard let kept = try PrivateFile.read(directory + "/" + before) else { return nil }
        return (kept, ())
    }

    /// Keeps a file as it is before it is written.
    ///
    /// The copy and the record are on the disk before the file itself is touched.
    mutating func keep(
        _ path: String,
        for target: String,
        before: String?,
        after: String
    ) throws -> String? {
        try PrivateFile.makeDirectory(directory)
        let name = before.map { _ in path.split(separator: "/").joined(separator: "%") }
        if let before, let name { try PrivateFile.write(before, to: directory + "/" + name) }
        files[path] = File(target: target, after: Digest(of: after), before: name)
        try write()
        return name.map { directory + "/" + $0 }
    }

    /// Forgets a file, and its copy.
    mutating func forget(_ path: String) throws {
        guard let file = files.removeValue(forKey: path) else { return }
        try write()
        if let before = file.before { unlink(directory + "/" + before) }
    }

    func write() throws {
        try PrivateFile.makeDirectory(directory)
        let files = files.mapValues { file in
            JSONValue.object([
                "target": .string(file.target), "after": .string(file.after.description),
                "before": file.before.map { .string($0) } ?? .null,
            ])
        }
        let json: JSONValue = .object([
            "files": .object(files),
            "directories": .array(directories.sorted().map { .string($0) }),
            "words": .object(words.mapValues { .array($0.map { .string($0) }) }),
        ])
        try PrivateFile.write(json.canonicalText + "\n", to: directory + "/record.json")
    }
}
