// What is taken out of a working directory and its index, for a commit to come.
extension GitRepository {
    /// Moves a file to a place where nothing is yet; the folder of that has to be there.
    ///
    /// - Parameters: Both are seen from the repository's directory.
    package func move(_ file: String, to place: String) throws(GitError) {
        try run(.writing(["mv", "--", file, place]))
    }

    /// Deletes files; git refuses where one has changes that are not committed.
    package func remove(_ files: [String]) throws(GitError) {
        var rest = files[...]
        while !rest.isEmpty {
            var call = GitCall.writing(["rm", "--quiet", "--"] + rest.prefix(200))
            // A name with a star in it means that file alone.
            call.environment["GIT_LITERAL_PATHSPECS"] = "1"
            try run(call)
            rest = rest.dropFirst(200)
        }
    }
}
