import Model
import TestSupport
import Testing

@Suite("Overlap of path patterns")
struct PathOverlapTests {
    @Test(
        "Two patterns overlap exactly when a path can match both",
        arguments: [
            ("src/", "src/a.swift", true),
            ("src", "src/a.swift", true),
            ("src/", "src", true),
            ("src/a.swift", "src/b.swift", false),
            ("src/*.swift", "src/*.md", false),
            ("src/a*", "src/*b", true),
            ("src/*a", "src/*b", false),
            ("src/**/test", "src/unit/", true),
            ("**/*.md", "docs/", true),
            ("*.md", "docs/", false),
            ("[a-m]*", "[n-z]*", false),
            ("[a-m]*", "[m-z]*", true),
            ("?", "??", false),
            ("[.]", "?", false),
            ("[.][.]", "**", false),
            ("[.][.]?", "**", true),
            ("a/**/b/**/c", "a/c", true),
            ("a/**/b/**/c", "a/*c", false),
            ("a/**/b/**/c", "a/x/b/c/d", true),
        ]
    )
    func examples(one: String, two: String, expected: Bool) throws {
        let (left, right) = (try PathPattern(one), try PathPattern(two))
        #expect(left.overlaps(right) == expected)
        #expect(right.overlaps(left) == expected)
    }

    /// Every path of up to three names of up to two letters; enough for patterns of the size below.
    private static let paths: [String] = {
        let letters = ["a", "b", "."]
        var names = letters
        for first in letters { names += letters.map { first + $0 } }
        names += ["aba", "bab", "abb", "baa", "aab", "bba"]
        names.removeAll { $0 == "." || $0 == ".." }
        var result = names
        var longer = names
        for _ in 0..<2 {
            longer = longer.flatMap { path in names.map { path + "/" + $0 } }
            result += longer
        }
        return result
    }()

    @Test("Overlap agrees with trying every path, for random patterns", arguments: [1, 2, 3])
    func againstBruteForce(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<60 {
            let (left, right) = (try Self.pattern(&random), try Self.pattern(&random))
            let common = Self.paths.first { left.matches($0) && right.matches($0) }
            let found = left.commonPath(with: right)
            let label: Comment = "seed \(seed), round \(round): '\(left)' and '\(right)'"
            // An example that both match proves an overlap; a path from the list proves one that
            // was missed.
            if let found {
                #expect(left.matches(found) && right.matches(found), label)
            } else {
                #expect(common == nil, label)
            }
            #expect(right.overlaps(left) == (found != nil), label)
        }
    }

    @Test("Matching agrees with trying every way to read a pattern", arguments: [4, 5])
    func againstNaiveMatcher(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        for round in 0..<60 {
            let pattern = try Self.pattern(&random)
            let naive = NaiveMatcher(pattern.text)
            for path in Self.paths.prefix(250) {
                #expect(
                    pattern.matches(path) == naive.matches(path),
                    "seed \(seed), round \(round): '\(pattern)' and '\(path)'"
                )
            }
        }
    }

    @Test("A pattern said to be within a folder matches nothing outside it", arguments: [7, 8])
    func containment(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let folders = try ["a", "a/", "b/a", "ab/", "a/b/"].map { try PathPattern($0) }
        var found = 0
        for round in 0..<150 {
            let pattern = try Self.pattern(&random)
            for folder in folders where pattern.isWithin(folder) {
                found += 1
                let outside = Self.paths.first { pattern.matches($0) && !folder.matches($0) }
                #expect(outside == nil, "seed \(seed), round \(round): '\(pattern)' in '\(folder)'")
            }
        }
        #expect(found > 0)
    }

    /// A pattern of at most three names of at most two signs each.
    private static func pattern(_ random: inout SplitMix64) throws -> PathPattern {
        let signs = ["a", "b", "*", "?", "[ab]", "[!a]", ".", "[.]", "[!.]"]
        while true {
            var names: [String] = []
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                if Int.random(in: 0..<4, using: &random) == 0 {
                    names.append("**")
                } else {
                    let count = Int.random(in: 1...2, using: &random)
                    names.append(
                        (0..<count).map { _ in signs.randomElement(using: &random) ?? "a" }.joined()
                    )
                }
            }
            let ending = Int.random(in: 0..<4, using: &random) == 0 ? "/" : ""
            let text = names.joined(separator: "/") + ending
            if let pattern = try? PathPattern(text) { return pattern }
        }
    }

    @Test("Hostile patterns are compared in bounded time")
    func hostilePatterns() throws {
        let stars = String(repeating: "*a", count: 127)
        let left = try PathPattern(stars + "b/" + stars)
        let right = try PathPattern(String(repeating: "?*", count: 127) + "c/" + stars)
        let folders = String(repeating: "**/a/", count: 31)
        let deepLeft = try PathPattern(folders + "b?")
        let deepRight = try PathPattern(folders + "c?")
        let clock = ContinuousClock()
        let taken = clock.measure {
            #expect(!left.overlaps(right))
            #expect(!deepLeft.overlaps(deepRight))
            #expect(!left.matches(String(repeating: "a", count: 4096) + "/b"))
            #expect(!deepLeft.matches(String(repeating: "a/", count: 1000) + "c"))
        }
        #expect(taken < .seconds(5))
    }
}

/// The pattern language over again, in the most direct way.
private struct NaiveMatcher {
    private let names: [String]
    private let meansBelow: Bool

    init(_ pattern: String) {
        var names = pattern.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        meansBelow = names.last == ""
        if meansBelow { names.removeLast() }
        self.names = names
    }

    func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/").map(String.init)
        return descend(names[...], parts[...])
    }

    private func descend(_ names: ArraySlice<String>, _ parts: ArraySlice<String>) -> Bool {
        guard let name = names.first else { return meansBelow ? !parts.isEmpty : parts.isEmpty }
        if name == "**" {
            if names.count == 1 { return parts.count >= (meansBelow ? 2 : 1) }
            return (0...parts.count).contains { descend(names.dropFirst(), parts.dropFirst($0)) }
        }
        guard let part = parts.first, fits(Array(name)[...], Array(part)[...]) else { return false }
        let isPlain = !name.contains { "*?[".contains($0) }
        if names.count == 1, isPlain, !meansBelow { return true }
        return descend(names.dropFirst(), parts.dropFirst())
    }

    private func fits(_ name: ArraySlice<Character>, _ part: ArraySlice<Character>) -> Bool {
        guard let sign = name.first else { return part.isEmpty }
        switch sign {
        case "*":
            return (0...part.count).contains { fits(name.dropFirst(), part.dropFirst($0)) }
        case "?":
            return !part.isEmpty && fits(name.dropFirst(), part.dropFirst())
        case "[":
            guard let end = name.firstIndex(of: "]"), let letter = part.first else { return false }
            let inner = name[name.startIndex + 1..<end]
            let accepts = inner.first == "!" ? !inner.contains(letter) : inner.contains(letter)
            return accepts && fits(name[(end + 1)...], part.dropFirst())
        default:
            return part.first == sign && fits(name.dropFirst(), part.dropFirst())
        }
    }
}
