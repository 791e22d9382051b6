import Testing

@testable import CommandLineKit

@Suite("A suggestion")
struct SuggestionTests {
    @Test(
        "counts a letter inserted, dropped, changed or swapped as one",
        arguments: [
            ("depth", "depth", 0), ("deth", "depth", 1), ("deepth", "depth", 1),
            ("dapta", "depth", 2), ("dpeth", "depth", 1), ("edpth", "depth", 1), ("", "abc", 3),
            ("kitten", "sitting", 3), ("ca", "abc", 3),
        ]
    )
    func distances(_ word: String, _ name: String, _ distance: Int) {
        #expect(Suggestion.distance(from: word, to: name, atMost: 9) == distance)
        #expect(Suggestion.distance(from: word, to: name, atMost: distance - 1) == nil)
    }

    @Test("takes the nearest name, or one that begins so, or none")
    func nearest() {
        let names = ["--depth", "--release", "--note", "--no"]
        #expect(Suggestion.nearest(to: "--dapth", among: names) == "--depth")
        #expect(Suggestion.nearest(to: "--not", among: names) == "--note")
        #expect(Suggestion.nearest(to: "--rel", among: names) == "--release")
        #expect(Suggestion.nearest(to: "--zzzzz", among: names) == nil)
        #expect(Suggestion.nearest(to: "--", among: names) == nil)
        #expect(Suggestion.nearest(to: "x", among: []) == nil)
    }

    @Test("is not sought for a word that is no slip of the finger")
    func bounded() {
        let long = String(repeating: "a", count: 4_000_000)
        #expect(Suggestion.nearest(to: long, among: [long]) == nil)
    }
}
