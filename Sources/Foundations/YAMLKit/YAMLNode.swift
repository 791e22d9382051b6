/// A part of a YAML document, with the line it stands on.
///
/// Aliases are not followed: they would let a small text stand for a huge one.
package indirect enum YAMLNode: Hashable, Sendable {
    case scalar(String, line: Int)
    case list([YAMLNode], line: Int)
    case table([Entry], line: Int)
    /// What another part is referred to by.
    case alias(line: Int)

    /// A key and its value.
    package struct Entry: Hashable, Sendable {
        /// The key; empty where it is no scalar.
        package let key: String
        package let line: Int
        package let value: YAMLNode

        package init(key: String, line: Int, value: YAMLNode) {
            self.key = key
            self.line = line
            self.value = value
        }
    }
}

/// A text that is no YAML, or more of it than is read.
package struct YAMLError: Error, Hashable, Sendable {
    /// What is wrong, as a sentence's end.
    package let fault: String
    /// The line, from 1; 0 where there is none to name.
    package let line: Int

    package init(_ fault: String, line: Int = 0) {
        self.fault = fault
        self.line = line
    }
}
