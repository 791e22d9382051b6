/// Where an agent stands, in its own words, for whoever goes on from there.
package struct SessionNote: Hashable, Sendable {
    /// A few words to find it by.
    package let label: String?
    package let done: String
    package let next: String?
    /// The branch and commit that were checked out when it was written, where there are any.
    package let branch: String?
    package let commit: String?

    package init(label: String?, done: String, next: String?, branch: String?, commit: String?) {
        self.label = label
        self.done = done
        self.next = next
        self.branch = branch
        self.commit = commit
    }

    var writer: FactWriter {
        FactWriter().with("label", label).with("done", done).with("next", next)
            .with("branch", branch).with("commit", commit)
    }

    init(_ reader: FactReader) throws(FactError) {
        self.init(
            label: try reader.optionalText("label"),
            done: try reader.text("done"),
            next: try reader.optionalText("next"),
            branch: try reader.optionalText("branch"),
            commit: try reader.optionalText("commit")
        )
    }
}
