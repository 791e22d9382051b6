import Model

extension String {
    /// A text of somebody's as part of a line of Markdown that it can't get out of.
    func markdownLine(limit: Int) -> String {
        printable(limit: limit).map { "`*_[]<>#|\\".contains($0) ? "\\\($0)" : String($0) }
            .joined()
    }
}
