import Operations
import Testing

@testable import Dashboard

@Suite("The page of help")
struct HelpTests {
    @Test("The glossary that pages show is docs/glossary.md, whole")
    func glossary() throws {
        let text = AssetShelf.all.text("glossary.md")
        let glossary = try Glossary(parsing: text)
        let entries = glossary.chapters.flatMap(\.entries)
        let headings = text.split(separator: "\n").filter { $0.hasPrefix("### ") }
            .map { String($0.dropFirst(4)) }
        #expect(entries.map(\.term) == headings)
        #expect(headings.count > 50)
        #expect(entries.filter { $0.meaning.isEmpty }.map(\.term) == [])
        let task = try #require(entries.first { $0.term == "task" })
        #expect(task.avoided == "ticket, bead")
        #expect(task.playbookWords.contains("work packet"))
    }

    @Test("Each word of the playbooks is explained once, under a word of the glossary")
    func playbooks() throws {
        let glossary = try Glossary(parsing: AssetShelf.all.text("glossary.md"))
        let terms = Set(glossary.chapters.flatMap(\.entries).map(\.term))
        for row in PlaybookWords.rows {
            #expect(terms.contains(row.term), "\(row.term)")
            for word in row.words {
                #expect(PlaybookWords.translation(of: word)?.here == row.here, "\(word)")
            }
        }
    }

    @Test("The keys that the page names are those of the script")
    func keys() throws {
        let script = AssetShelf.all.text("worklead.js")
        for tab in Tab.main {
            let key = try #require(tab.key, "\(tab)")
            #expect(script.contains("\(key): [\"\(tab.path)\", \"\(tab.title)\"]"), "\(tab)")
        }
        let places = try #require(script.firstRange(of: "const places = {"))
        let inner = script[places.upperBound...].prefix { $0 != "}" }
        #expect(inner.split(separator: "[").count - 1 == Tab.main.count)
    }
}
