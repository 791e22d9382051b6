extension GitRepository {
    /// The environment of ``Configuration/repositoryOnly``.
    ///
    /// The names of filters are asked for right before each call, whatever the call: git runs
    /// filters also where nobody expects it, as when it writes an index with files of the same
    /// second. And a repository's configuration is a file that every agent in one of its worktrees
    /// can write. A merge driver that the repository names fails, so that its files conflict.
    func sealedEnvironment() throws(GitError) -> [String: String] {
        var settings = [("safe.directory", "*")]
        let asked = Self.withoutUser.merging(Self.variables(for: settings)) { $1 }
        let names = try programNames(asking: asked)
        for name in names["filter"] ?? [] {
            settings += [
                ("filter.\(name).clean", ""), ("filter.\(name).smudge", ""),
                ("filter.\(name).process", ""), ("filter.\(name).required", "false"),
            ]
        }
        for name in names["merge"] ?? [] { settings.append(("merge.\(name).driver", "false")) }
        return Self.withoutUser.merging(Self.variables(for: settings)) { $1 }
    }

    private static let withoutUser = [
        "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
        // git before 2.32 does not know GIT_CONFIG_GLOBAL.
        "HOME": "/dev/null", "XDG_CONFIG_HOME": "/dev/null",
        // A missing object of a partial clone would be fetched, by a program that the repository
        // names. No transport is allowed, under its newer name and by its older effect.
        "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none",
    ]

    /// The filters and merge drivers that the configuration names.
    private func programNames(
        asking environment: [String: String]
    ) throws(GitError) -> [String: Set<String>] {
        let call = GitCall(["config", "-z", "--name-only", "--get-regexp", "^(filter|merge)\\."])
        let answer = try runUnsealed(call.accepting(1), environment: environment)
        var names: [String: Set<String>] = [:]
        for key in answer.output.split(separator: 0) {
            // "filter.<name>.<setting>", and the name may have dots.
            let parts = key.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            guard parts.count >= 3 else { continue }
            let name = parts[1..<(parts.count - 1)].joined(separator: [UInt8(ascii: ".")])
            let kind = String(decoding: parts[0], as: UTF8.self)
            names[kind, default: []].insert(String(decoding: Array(name), as: UTF8.self))
        }
        return names
    }

    /// Settings as git takes them from the environment; unlike `-c`, a name may have a `=` there.
    private static func variables(for settings: [(String, String)]) -> [String: String] {
        var variables = ["GIT_CONFIG_COUNT": String(settings.count)]
        for (index, (key, value)) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = key
            variables["GIT_CONFIG_VALUE_\(index)"] = value
        }
        return variables
    }
}
