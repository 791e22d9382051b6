import BagKit
import Testing

@Suite("Names in bags")
struct BagNameTests {
    @Test(
        "A name that every reader understands alike is taken",
        arguments: ["data/a", "data/b c/d.txt", "data/Bericht über alles.md", "data/日本.txt"]
    )
    func takes(_ text: String) throws {
        #expect(try BagName(text).text == text)
    }

    @Test(
        "A name that some reader takes for another is refused",
        arguments: [
            "", "/a", "a/", "a//b", "./a", "a/./b", "../a", "a/../b", "a\nb", "a\rb", "a%0Ab",
            "a\\b", "a\tb", "a\u{0}b", "e\u{301}.txt", "a\u{202E}b", "a\u{200B}b", " a", "a/b ",
            "data/a.unfinished", String(repeating: "a", count: 201),
            String(repeating: "a/", count: 501) + "a",
        ]
    )
    func refuses(_ text: String) {
        #expect(throws: BagError.self) { try BagName(text) }
    }
}
