/// How many bytes an answer to an agent may have: a proxy for the tokens it costs to read.
package enum OutputBudget: Int, Sendable, CaseIterable {
    case prime = 3200
    case status = 1000
    case listOfTwenty = 1600
    case change = 160
    case error = 360

    /// What is wrong with the text's size, as a sentence, or `nil`.
    package func excess(of text: String) -> String? {
        let size = text.utf8.count
        guard size > rawValue else { return nil }
        return "\(size) bytes, and \(rawValue) is the most for \(self):\n\(text)"
    }
}
