import Model

// The plan travels to our own program as an argument vector: nothing has to be written or read, and
// `ps` shows what a sandbox is about. Every value is an argument of its own, so no text needs
// quoting.
extension SandboxPlan {
    /// The word that makes our program a sandbox's first process.
    static let entryWord = "__sandbox"

    /// What our program is called with.
    var arguments: [String] {
        var words = [Self.entryWord, "kind", kind.rawValue, "network", network.rawValue]
        // Bubblewrap makes them itself.
        if kind == .namespaces {
            for mount in mounts { words += mount.arguments }
        }
        for path in writablePaths { words += ["writable", path] }
        if let user { words += ["user", String(user)] }
        words += ["cpu", String(cpuSeconds), "memory", String(memoryBytes)]
        words += ["processes", String(processes), "file", String(fileBytes)]
        if memoryIsGrouped { words += ["grouped", "memory"] }
        return words + ["directory", directory, "command"] + command
    }

    /// Reads what ``arguments`` wrote, without the entry word.
    ///
    /// - Returns: `nil` for anything else: nobody but we ourselves calls the entry.
    init?(arguments: ArraySlice<String>) {
        var words = WordReader(arguments)
        guard words.take("kind"), let kind = words.next().flatMap(SandboxKind.init),
            words.take("network"), let network = words.next().flatMap(ReplayNetwork.init)
        else { return nil }
        self.init(
            kind: kind,
            network: network,
            limits: ReplayLimits(),
            directory: "",
            command: []
        )
        while let word = words.next() {
            if word == "command" {
                command = Array(words.rest)
                return
            }
            guard read(word, &words) else { return nil }
        }
        return nil
    }

    private mutating func read(_ word: String, _ words: inout WordReader) -> Bool {
        if let mount = SandboxMount(word, &words) {
            mounts.append(mount)
            return true
        }
        guard let value = words.next() else { return false }
        switch word {
        case "writable": writablePaths.append(value)
        case "directory": directory = value
        case "grouped": memoryIsGrouped = true
        case "user":
            guard let number = UInt32(value) else { return false }
            user = number
        default:
            guard let number = Int64(value) else { return false }
            switch word {
            case "cpu": cpuSeconds = number
            case "memory": memoryBytes = number
            case "processes": processes = number
            case "file": fileBytes = number
            default: return false
            }
        }
        return true
    }
}

extension SandboxMount {
    fileprivate var arguments: [String] {
        switch self {
        case .scratch(let path, let bytes): ["scratch", path, String(bytes)]
        case .hidden(let path): ["hidden", path]
        case .bound(let source, let target, let isReadOnly):
            [isReadOnly ? "read-only" : "bound", source, target]
        }
    }

    fileprivate init?(_ word: String, _ words: inout WordReader) {
        switch word {
        case "scratch":
            guard let path = words.next(), let bytes = words.next().flatMap({ Int64($0) }) else {
                return nil
            }
            self = .scratch(path: path, bytes: bytes)
        case "hidden":
            guard let path = words.next() else { return nil }
            self = .hidden(path: path)
        case "read-only", "bound":
            guard let source = words.next(), let target = words.next() else { return nil }
            self = .bound(source: source, target: target, isReadOnly: word == "read-only")
        default:
            return nil
        }
    }
}

/// Hands out words one after the other.
private struct WordReader {
    private(set) var rest: ArraySlice<String>

    init(_ words: ArraySlice<String>) {
        rest = words
    }

    mutating func next() -> String? { rest.popFirst() }

    mutating func take(_ word: String) -> Bool {
        guard rest.first == word else { return false }
        rest.removeFirst()
        return true
    }
}
