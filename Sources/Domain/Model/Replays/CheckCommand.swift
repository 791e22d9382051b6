/// One command of a test plan: what `sh -c` runs.
package struct CheckCommand: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }
}
