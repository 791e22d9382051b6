/// Looks through a text for what would cost the parser time out of proportion.
///
/// Knows nothing of Markdown beyond lines: it may refuse what is harmless within code, but only in
/// amounts that nobody writes.
struct MarkupPrecheck {
    private let bytes: [UInt8]
    private let limits: MarkupLimits
    private var line = 1
    private var widestMargin = (columns: 0, line: 1)
    private var run = Run()
    private var brackets = 0
    /// Which lines hold nothing but blanks, the first line first.
    private(set) var blankLines: [Bool] = []
    /// The longest run of lines that may define a reference.
    private var longestDefinition = Run()

    /// Lines without a blank one between them; no paragraph is longer.
    private struct Run {
        var line = 1
        var bytes = 0
        /// How many `<?` and `<!` it has.
        var htmlStarts = 0
        /// Whether it has `]:`.
        var hasDefinition = false
    }

    init(_ bytes: [UInt8], limits: MarkupLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func check() throws(MarkupError) {
        guard bytes.count <= limits.bytesMax else {
            throw MarkupError(.tooLarge(bytes: bytes.count, limit: limits.bytesMax), line: 1)
        }
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == Self.newline || $0 == Self.carriageReturn }
            try checkLine(start..<(end ?? bytes.count))
            start = (end ?? bytes.count) + 1
            let isPair =
                end.map { bytes[$0] == Self.carriageReturn && start < bytes.count } ?? false
            if isPair, bytes[start] == Self.newline { start += 1 }
            line += 1
        }
        try endRun()
        guard widestMargin.columns * blankLines.count <= limits.marginTotalMax else {
            throw MarkupError(.tooDeep, line: widestMargin.line)
        }
        let copied = longestDefinition.bytes.multipliedReportingOverflow(by: brackets)
        guard !copied.overflow, copied.partialValue <= limits.referenceBytesMax else {
            throw MarkupError(.tooCostly, line: longestDefinition.line)
        }
    }

    private mutating func checkLine(_ range: Range<Int>) throws(MarkupError) {
        let margin = marginColumns(range)
        guard margin <= limits.marginMax else { throw MarkupError(.tooDeep, line: line) }
        if margin > widestMargin.columns { widestMargin = (margin, line) }
        var isBlank = true
        for index in range {
            let byte = bytes[index]
            if byte != Self.space, byte != Self.tab { isBlank = false }
            let next = index + 1 < range.upperBound ? bytes[index + 1] : 0
            switch (byte, next) {
            case (UInt8(ascii: "<"), UInt8(ascii: "?")), (UInt8(ascii: "<"), UInt8(ascii: "!")):
                run.htmlStarts += 1
            case (UInt8(ascii: "]"), _):
                brackets += 1
                if next == UInt8(ascii: ":") { run.hasDefinition = true }
            default: break
            }
        }
        blankLines.append(isBlank)
        if isBlank {
            try endRun()
            run.line = line + 1
        } else {
            run.bytes += range.count + 1
        }
    }

    private mutating func endRun() throws(MarkupError) {
        let steps = run.bytes.multipliedReportingOverflow(by: run.htmlStarts)
        guard !steps.overflow, steps.partialValue <= limits.htmlStepsMax else {
            throw MarkupError(.tooCostly, line: run.line)
        }
        if run.hasDefinition, run.bytes > longestDefinition.bytes { longestDefinition = run }
        run = Run()
    }

    /// The columns that blanks and the marks of lists and quotes take before anything else.
    private func marginColumns(_ range: Range<Int>) -> Int {
        var index = range.lowerBound
        var columns = 0
        while index < range.upperBound {
            switch bytes[index] {
            case Self.tab: columns += 4
            case Self.space, UInt8(ascii: ">"): columns += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                guard isBlank(after: index, in: range) else { return columns }
                columns += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard let end = numberEnd(index, in: range) else { return columns }
                columns += end - index + 1
                index = end
            default: return columns
            }
            index += 1
        }
        return columns
    }

    /// Where the `.` or `)` after a list's number stands, if it is one.
    private func numberEnd(_ start: Int, in range: Range<Int>) -> Int? {
        var index = start
        while index < range.upperBound, (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= bytes[index] {
            index += 1
        }
        guard index - start <= 9, index < range.upperBound,
            bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")"),
            isBlank(after: index, in: range)
        else { return nil }
        return index
    }

    private func isBlank(after index: Int, in range: Range<Int>) -> Bool {
        let next = index + 1
        return next >= range.upperBound || bytes[next] == Self.space || bytes[next] == Self.tab
    }

    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let space = UInt8(ascii: " ")
    private static let tab = UInt8(ascii: "\t")
}
