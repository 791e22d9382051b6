/// The lines that a change adds to a file.
package struct AddedFile: Hashable, Sendable {
    /// A line with its number in the file, from 1.
    package struct Line: Hashable, Sendable {
        package let number: Int
        package let text: String

        package init(number: Int, text: String) {
            self.number = number
            self.text = text
        }
    }

    /// The path from the repository's top on.
    package let path: String
    package let lines: [Line]

    package init(path: String, lines: [Line]) {
        self.path = path
        self.lines = lines
    }

    /// A file all of whose lines are new.
    package init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map {
            Line(number: $0 + 1, text: String($1))
        }
    }
}
