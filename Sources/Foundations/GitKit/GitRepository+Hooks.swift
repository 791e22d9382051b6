extension GitRepository {
    /// The directory in which git looks for hooks, absolute: that of the repository, unless its
    /// configuration or the user's names another one.
    package func hooksDirectory() throws(GitError) -> String {
        let location = try location()
        var call = GitCall(["config", "--show-scope", "--null", "--get-all", "core.hooksPath"])
        call.accepted.insert(1)
        let fields = try run(call).output.split(
            separator: 0,
            omittingEmptySubsequences: false
        ).map { String(decoding: $0, as: UTF8.self) }
        var chosen: String?
        // What this program sets for its own calls has the scope "command".
        for index in stride(from: 0, to: fields.count - 1, by: 2)
        where fields[index] != "command" {
            chosen = fields[index + 1]
        }
        guard let chosen, !chosen.isEmpty else {
            return location.commonDirectory.appending(path: "hooks")
        }
        if chosen.hasPrefix("~/"), let home = program.environment["HOME"] {
            return home.appending(path: String(chosen.dropFirst(2)))
        }
        // "Relative to the directory where hooks are run": the top of the working directory.
        return (location.root ?? location.commonDirectory).appending(path: chosen)
    }
}
