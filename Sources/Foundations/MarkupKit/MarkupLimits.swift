/// How much is read as Markdown before it is refused.
///
/// The parser at hand (cmark-gfm 0.29.0.gfm.6) needs quadratic time for some input: many nested
/// lists before many lines, unfinished `<?` and `<!`, and references to a long definition
/// (CVE-2023-22483, CVE-2023-24824 and others). The last four limits keep each of them within a
/// fraction of a second.
package struct MarkupLimits: Hashable, Sendable {
    /// The most bytes of a text.
    package var bytesMax: Int
    /// The most lists, items and quotes within each other.
    package var depthMax: Int
    /// The most columns that blanks and marks of lists and quotes may take at a line's start.
    package var marginMax: Int
    /// The most of those columns, the widest line's taken for every line of the text.
    package var marginTotalMax: Int
    /// The most steps, in bytes looked at, for unfinished HTML in one paragraph.
    package var htmlStepsMax: Int
    /// The most bytes that references may copy from their definitions.
    package var referenceBytesMax: Int

    package init(
        bytesMax: Int = 256 * 1024,
        depthMax: Int = 100,
        marginMax: Int = 400,
        marginTotalMax: Int = 6_000_000,
        htmlStepsMax: Int = 100_000_000,
        referenceBytesMax: Int = 64 * 1024 * 1024
    ) {
        self.bytesMax = bytesMax
        self.depthMax = depthMax
        self.marginMax = marginMax
        self.marginTotalMax = marginTotalMax
        self.htmlStepsMax = htmlStepsMax
        self.referenceBytesMax = referenceBytesMax
    }
}
