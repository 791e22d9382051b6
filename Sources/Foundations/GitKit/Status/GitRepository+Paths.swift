// What git thinks of single paths, seen from the repository's directory.
extension GitRepository {
    /// Those of the files that the index has.
    package func trackedFiles(among paths: [String]) throws(GitError) -> Set<String> {
        try listed(paths, by: ["ls-files", "-z", "--cached"])
    }

    /// Those of the files that are there, that the index does not have, and that git is told to
    /// leave out.
    package func ignoredFiles(among paths: [String]) throws(GitError) -> Set<String> {
        try listed(paths, by: ["ls-files", "-z", "--others", "--ignored", "--exclude-standard"])
    }

    /// The answer for some hundreds of paths at a time, since a command line has an end.
    private func listed(_ paths: [String], by words: [String]) throws(GitError) -> Set<String> {
        var found: Set<String> = []
        var rest = paths[...]
        while !rest.isEmpty {
            let some = rest.prefix(200)
            rest = rest.dropFirst(200)
            let answer = try run(GitCall(words + ["--"] + some))
            found.formUnion(
                answer.output.split(separator: 0).compactMap {
                    String(validating: $0, as: UTF8.self)
                }
            )
        }
        return found
    }
}
