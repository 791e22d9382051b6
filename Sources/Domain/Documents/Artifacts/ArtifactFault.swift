/// Something that is wrong with a file that an agent left.
package struct ArtifactFault: Hashable, Sendable {
    /// What is asked of such files.
    package enum Rule: String, Sendable, CaseIterable {
        case missing
        /// It is larger than anybody reads.
        case tooLarge = "too_large"
        case unreadable
        case empty
        /// An entry of notes begins with no time.
        case noTime = "no_time"
        case order
        case future
        case sectionMissing = "section_missing"
        case sectionEmpty = "section_empty"
        /// What is said to be evidence names no line of a file.
        case noAnchor = "no_anchor"
        case anchorPath = "anchor_path"
        case anchorLine = "anchor_line"
    }

    package let rule: Rule
    /// The line of the file, from 1; `nil` where all of it is meant.
    package let line: Int?
    /// What is wrong, as a sentence.
    package let text: String
    /// What to do about it, as a sentence.
    package let hint: String

    package init(_ rule: Rule, line: Int? = nil, _ text: String, hint: String) {
        self.rule = rule
        self.line = line
        self.text = text
        self.hint = hint
    }
}
