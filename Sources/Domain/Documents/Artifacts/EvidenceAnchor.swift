import Model

/// A line of a file that somebody points at: `src/a.swift:12`, `src/a.swift#L12-L14`.
package struct EvidenceAnchor: Hashable, Sendable {
    package let place: AnchorPlace
    /// The line on which it is written.
    package let line: Int

    /// The anchors in a line of text, in their order.
    static func list(in text: String, on line: Int) -> [EvidenceAnchor] {
        text.split { $0.isWhitespace || "()[]<>\"'`,;|*".contains($0) }.compactMap { word in
            place(in: word).map { EvidenceAnchor(place: $0, line: line) }
        }
    }

    private static func place(in word: Substring) -> AnchorPlace? {
        var text = String(word)
        while let last = text.last, ".:!?".contains(last) { text.removeLast() }
        guard !text.contains("://") else { return nil }
        if let mark = text.firstRange(of: "#L") {
            let lines = text[mark.upperBound...].replacing("L", with: "")
            return whole(AnchorPlace("\(text[..<mark.lowerBound]):\(lines)"))
        }
        let place = AnchorPlace(text)
        // A compiler's `path:line:column`: the column goes.
        return whole(AnchorPlace(place.path)) ?? whole(place)
    }

    /// The place where it has a line, and a path that could be one: not a time or an address.
    private static func whole(_ place: AnchorPlace) -> AnchorPlace? {
        guard place.lines != nil, place.path.contains(where: \.isLetter),
            place.path.contains("/") || place.path.contains(".")
                || place.path.first?.isUppercase == true
        else { return nil }
        return place.path.hasPrefix("./")
            ? AnchorPlace(String(place.path.dropFirst(2)), place.lines) : place
    }
}

/// What is known of the files of a commit: which are there, and how many lines they have.
package struct EvidenceGround: Hashable, Sendable {
    private let paths: Set<String>
    private let lineCounts: [String: Int]

    /// - Parameter files: The contents of those that were read; of others only that they are there.
    package init(paths: Set<String>, files: [(path: String, bytes: [UInt8])]) {
        self.paths = paths
        lineCounts = Dictionary(
            files.map { ($0.path, Self.lineCount(of: $0.bytes)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Why an anchor leads nowhere; `nil` where it leads to lines that are there.
    func fault(of anchor: EvidenceAnchor) -> ArtifactFault? {
        let path = anchor.place.path
        guard paths.contains(path) else {
            return ArtifactFault(
                .anchorPath,
                line: anchor.line,
                "'\(path.printable(limit: 200))' is not in the commit.",
                hint: path.hasPrefix("/") || path.hasPrefix("~")
                    ? "Write paths from the repository's top on."
                    : "Name a file that the commit has."
            )
        }
        guard let count = lineCounts[path], let last = anchor.place.lines?.last, last > count else {
            return nil
        }
        return ArtifactFault(
            .anchorLine,
            line: anchor.line,
            "'\(anchor.place)' is beyond the \(count) lines of the file.",
            hint: "Name lines as they are in the commit that is handed in."
        )
    }

    private static func lineCount(of bytes: [UInt8]) -> Int {
        let ends = bytes.count { $0 == UInt8(ascii: "\n") }
        return bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? ends : ends + 1
    }
}
