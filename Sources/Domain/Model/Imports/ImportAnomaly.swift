/// Something in a tree of files that is not as it should be, with what was done about it.
///
/// Nothing that is read is dropped, mended or kept in spite of what it says without one of these.
package struct ImportAnomaly: Hashable, Sendable {
    /// What was done about it.
    package enum Handling: String, Sendable, CaseIterable {
        /// It stands as it was read.
        case kept
        /// It was read as what was meant.
        case mended
        /// It was not taken in.
        case refused
    }

    package let kind: ImportOddity
    /// The file, from the root of the tree.
    package let file: String
    /// Counted from 1; `nil` where the whole file is meant.
    package let line: Int?
    /// What was read, shortened.
    package let read: String
    package let handling: Handling
    /// What was done, where the handling alone does not say it: the end of a sentence.
    package let how: String?

    package init(
        _ kind: ImportOddity,
        file: String,
        line: Int? = nil,
        read: String,
        _ handling: Handling,
        how: String? = nil
    ) {
        self.kind = kind
        self.file = file
        self.line = line
        self.read = read.printable(limit: 120)
        self.handling = handling
        self.how = how
    }

    /// By what anomalies are put in order: file, line, kind, what was read.
    package var order: (String, Int, String, String) {
        (file, line ?? 0, kind.rawValue, read)
    }
}
