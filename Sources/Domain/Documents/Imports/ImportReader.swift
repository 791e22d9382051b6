import Model

/// Reads a tree of files that others have coordinated by.
///
/// Pure: the same tree at the same time gives the same reading, and no text in it, however odd,
/// does more than to be noted.
package enum ImportReader {
    /// Reads the tree.
    ///
    /// - Parameter now: The time of the import: what is dated later is still to come.
    package static func read(
        _ tree: ImportTree,
        layout: ImportLayout,
        now: Timestamp
    ) -> ImportReading {
        switch layout {
        case .parallel: ParallelReader(tree, now: now).read()
        case .mayor: MayorReader(tree, now: now).read()
        }
    }
}
