/// What a request is about, made ready to be held against rules.
///
/// Whether a rule matches is asked in two ways. To allow, all of the request must be what the rule
/// names: a command that is one program with plain words, every path under the directory. To deny,
/// any part of it is enough.
struct PermissionSubject {
    private let tool: ToolUse
    private let command: ShellCommand?
    private let paths: [String]
    private let directory: String
    private let resolve: (String) -> String

    init(_ tool: ToolUse, in directory: String, resolve: @escaping (String) -> String) {
        self.tool = tool
        self.directory = directory
        self.resolve = resolve
        command = tool.command.map { ShellCommand($0) }
        paths = tool.paths.map { resolve(Self.absolute($0, in: directory)) }
    }

    /// Whether all of it is what a rule names.
    func matches(_ what: PermissionRule.What) -> Bool {
        switch what {
        case .tool(let pattern):
            return Self.glob(pattern, matches: tool.name)
        case .kind(let kind):
            return tool.kind == kind
        case .command(let words):
            guard let command, command.isPlain, let program = command.programs.first else {
                return false
            }
            return !words.isEmpty && program.starts(with: words)
        case .paths(let root, let kinds):
            let root = resolve(Self.absolute(root, in: directory))
            return kinds.contains(tool.kind) && !paths.isEmpty
                && paths.allSatisfy { Self.isUnder($0, root) }
        }
    }

    /// Whether any part of it is what a rule names.
    func mayMatch(_ what: PermissionRule.What) -> Bool {
        switch what {
        case .tool, .kind:
            return matches(what)
        case .command(let words):
            guard let command, !words.isEmpty else { return false }
            return command.programs.contains { program in
                guard let first = program.first else { return false }
                let bare = String(first.split(separator: "/").last ?? "")
                return program.starts(with: words)
                    || ([bare] + program.dropFirst()).starts(with: words)
            }
        case .paths(let root, let kinds):
            let root = resolve(Self.absolute(root, in: directory))
            return kinds.contains(tool.kind) && paths.contains { Self.isUnder($0, root) }
        }
    }

    /// An absolute path without `.`, `..` and doubled slashes.
    static func absolute(_ path: String, in directory: String) -> String {
        let whole = path.hasPrefix("/") ? path : directory + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": _ = parts.popLast()
            default: parts.append(part)
            }
        }
        return "/" + parts.joined(separator: "/")
    }

    private static func isUnder(_ path: String, _ root: String) -> Bool {
        root == "/" || path == root || path.hasPrefix(root + "/")
    }

    /// Whether a name is what a pattern with `*` says.
    ///
    /// Goes back to the last star only, so that no
    /// pattern takes long.
    static func glob(_ pattern: String, matches name: String) -> Bool {
        let pattern = Array(pattern.utf8)
        let name = Array(name.utf8)
        var star: (pattern: Int, name: Int)?
        var (p, n) = (0, 0)
        while n < name.count {
            if p < pattern.count, pattern[p] == UInt8(ascii: "*") {
                star = (p, n)
                p += 1
            } else if p < pattern.count, pattern[p] == name[n] {
                p += 1
                n += 1
            } else if let last = star {
                star = (last.pattern, last.name + 1)
                p = last.pattern + 1
                n = last.name + 1
            } else {
                return false
            }
        }
        return pattern[p...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
