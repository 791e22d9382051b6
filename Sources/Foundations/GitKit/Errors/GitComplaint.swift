/// What git wrote to its standard error, in its untranslated words.
struct GitComplaint {
    let text: String

    init(_ text: String) {
        self.text = text
    }

    /// The file of a half-made worktree that git stumbles over, if that is what the words say:
    /// "failed to read <file>/commondir: <the error of a call that had none>".
    var emptyCommonFile: String? {
        guard let name = text.between("failed to read ", "/commondir: ") else { return nil }
        return name + "/commondir"
    }

    /// The error that the words stand for.
    func error(of command: String, exitCode: Int32, in directory: String) -> GitError {
        if let emptyCommonFile { return .worktreeHalfMade(file: emptyCommonFile) }
        if let lock { return .lockHeld(lock: directory.appending(path: lock), holder: nil) }
        if text.utf8Contains("detected dubious ownership") {
            return .unsafeOwnership(path: directory)
        }
        if text.utf8Contains("not a git repository") { return .notARepository(path: directory) }
        return .commandFailed(command: command, exitCode: exitCode, complaint: shown)
    }

    /// The first line that says what is wrong, harmless and cut.
    ///
    /// git explains at length below it, and warns above it.
    var shown: String {
        let lines = text.split(whereSeparator: \.isNewline)
        let prefixes = ["fatal: ", "error: "]
        let line = lines.first { line in prefixes.contains { line.hasPrefix($0) } } ?? lines.first
        guard let line else { return "it gave no reason" }
        let prefix = prefixes.first { line.hasPrefix($0) } ?? ""
        return String(line.dropFirst(prefix.count)).shown
    }

    /// The lock file that was in the way.
    ///
    /// "fatal: Unable to create '<file>.lock': File exists." for an index or a reference, and
    /// "error: could not lock config file <file>: File exists".
    private var lock: String? {
        if let name = text.between("Unable to create '", "': File exists") { return name }
        if let name = text.between("could not lock config file ", ": File exists") {
            return name + ".lock"
        }
        return nil
    }
}

extension String {
    /// What stands between the first occurrence of one text and the next of another.
    func between(_ start: String, _ end: String) -> String? {
        guard let opening = utf8Index(of: start, from: utf8.startIndex) else { return nil }
        let from = utf8.index(opening, offsetBy: start.utf8.count)
        guard let closing = utf8Index(of: end, from: from) else { return nil }
        return String(self[from..<closing])
    }

    private func utf8Index(of wanted: String, from start: String.Index) -> String.Index? {
        var index = start
        while index < utf8.endIndex {
            if utf8[index...].starts(with: wanted.utf8) { return index }
            utf8.formIndex(after: &index)
        }
        return nil
    }
}
