import Model

/// What a check's output tells about its tests.
enum OutputCounts {
    /// Reads all runners that we know.
    ///
    /// - Parameters:
    ///   - head: The first bytes.
    ///   - tail: The last bytes of what is not in `head`.
    ///   - isWhole: Whether nothing lies between them.
    static func read(head: [UInt8], tail: [UInt8], isWhole: Bool) -> TestCounts? {
        let lines =
            isWhole
            ? OutputLine.lines(of: head + tail)
            : OutputLine.lines(of: head) + OutputLine.lines(of: tail)
        // A script's own sum stands for what it ran.
        if let summary = counts(of: PlainSummaryReader(), in: lines) { return summary }
        let closing = [
            counts(of: ProveReader(), in: lines), counts(of: NodeReader(), in: lines),
        ].compactMap(\.self)
        // These two print the protocol too.
        let protocolCounts = closing.isEmpty ? counts(of: TAPReader(), in: lines) : nil
        let others = [
            counts(of: SwiftTestingReader(), in: lines), counts(of: XCTestReader(), in: lines),
            counts(of: PytestReader(), in: lines), counts(of: UnittestReader(), in: lines),
            counts(of: CargoReader(), in: lines), counts(of: GoReader(), in: lines),
            counts(of: CTestReader(), in: lines), protocolCounts,
        ].compactMap(\.self)
        guard let first = (closing + others).first else { return nil }
        let sum = (closing + others).dropFirst().reduce(first, +)
        return isWhole ? sum : sum.asPartial
    }

    private static func counts(of reader: some CountReader, in lines: [String]) -> TestCounts? {
        var reader = reader
        for line in lines { reader.read(line) }
        return reader.counts
    }
}

extension TestCounts {
    fileprivate var asPartial: TestCounts {
        TestCounts(
            passed: passed,
            failed: failed,
            skipped: skipped,
            source: source,
            isPartial: true
        )
    }
}
