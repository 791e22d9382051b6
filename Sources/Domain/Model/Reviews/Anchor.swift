/// Lines of a file, from the first to the last, both counted from 1.
package struct LineRange: Hashable, Sendable {
    package let first: Int
    package let last: Int

    /// - Returns: `nil` for what is no range of lines.
    package init?(_ first: Int, _ last: Int) {
        guard first >= 1, last >= first else { return nil }
        self.first = first
        self.last = last
    }
}

/// A place in a file: its path from the repository's top on, and lines of it.
package struct AnchorPlace: Hashable, Sendable, CustomStringConvertible {
    package let path: String
    /// `nil` stands for the file as a whole.
    package let lines: LineRange?

    package init(_ path: String, _ lines: LineRange? = nil) {
        self.path = path
        self.lines = lines
    }

    /// Reads `src/a.swift:12`, `src/a.swift:12-14`, or a path alone.
    package init(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let ends = parts.last?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        let numbers = ends.map { Int($0) }
        if parts.count > 1, (1...2).contains(numbers.count), let first = numbers[0],
            let last = numbers[numbers.count - 1], let lines = LineRange(first, last)
        {
            self.init(parts.dropLast().joined(separator: ":"), lines)
        } else {
            self.init(text, nil)
        }
    }

    /// The place as it is written: `src/a.swift:12-14`.
    package var description: String {
        let shown = path.printable(limit: 200)
        guard let lines else { return shown }
        return lines.first == lines.last
            ? "\(shown):\(lines.first)" : "\(shown):\(lines.first)-\(lines.last)"
    }
}

/// Where a finding was made: lines of a file as it stood in one commit.
///
/// The blob names the file's content, so that nobody can say later that something else was meant.
package struct LineAnchor: Hashable, Sendable {
    package let place: AnchorPlace
    package let commit: String
    package let blob: String

    package init(_ place: AnchorPlace, commit: String, blob: String) {
        self.place = place
        self.commit = commit
        self.blob = blob
    }
}

/// What became of an anchor in another commit.
package enum AnchorFate: Hashable, Sendable {
    /// Each of its lines is there as it was.
    case kept(AnchorPlace)
    /// A commit changed some of its lines; what stands in their place is here.
    case changed(AnchorPlace, by: String)
    /// A commit took its lines away, or the file.
    case gone(by: String)
    /// The commit it was made in is no longer in the repository.
    case lost

    /// Where it is now; `nil` where it is nowhere.
    package var place: AnchorPlace? {
        switch self {
        case .kept(let place), .changed(let place, _): place
        case .gone, .lost: nil
        }
    }

    /// The commit that changed it or took it away.
    package var commit: String? {
        switch self {
        case .changed(_, let commit), .gone(let commit): commit
        case .kept, .lost: nil
        }
    }

    /// The fate in one word.
    package func standing(of anchor: LineAnchor) -> AnchorStanding {
        switch self {
        case .kept(let place):
            place == anchor.place ? .same : place.path == anchor.place.path ? .moved : .renamed
        case .changed: .changed
        case .gone: .gone
        case .lost: .lost
        }
    }
}

/// How an anchor stands in another commit, in one word.
package enum AnchorStanding: String, Sendable, CaseIterable {
    case same, moved, renamed, changed, gone, lost
}
