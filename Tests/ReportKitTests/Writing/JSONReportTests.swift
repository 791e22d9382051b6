import Digests
import ReportKit
import Testing

@Suite("Reports as JSON")
struct JSONReportTests {
    @Test("A report is read back from its JSON as it was")
    func roundTrip() throws {
        for document in [.sample] + HostileTexts.all.map({ HostileTexts.report(of: $0.text) }) {
            let text = document.written(as: .json)
            #expect(text.utf8.count { $0 == UInt8(ascii: "\n") } == 1)
            let read = try ReportDocument(json: JSONValue(parsing: text))
            #expect(read == document)
        }
    }

    @Test("Nothing in the JSON steers a terminal or hides text")
    func harmless() {
        for (text, _) in HostileTexts.all {
            let json = HostileTexts.report(of: text).written(as: .json)
            for scalar in json.unicodeScalars.dropLast() {
                let category = scalar.properties.generalCategory
                #expect(category != .control && category != .format, "\(text.debugDescription)")
            }
        }
    }

    @Test("What is no report is refused, with the place")
    func refusals() throws {
        let cases: [(String, String)] = [
            ("[]", ""), (#"{"title":1}"#, "title"),
            (
                #"{"title":"t","sections":[{"title":"s","blocks":[{"kind":"x"}]}]}"#,
                "sections[0].blocks[0]"
            ),
            (
                #"{"title":"t","blocks":[{"kind":"table","columns":[{"name":"a"}],"rows":[[]]}]}"#,
                "blocks[0]"
            ),
            (
                #"{"title":"t","blocks":[{"kind":"paragraph","text":[{"style":"big","text":""}]}]}"#,
                "blocks[0].text[0]"
            ),
        ]
        for (text, path) in cases {
            let error = #expect(throws: ReportReadingError.self) {
                _ = try ReportDocument(json: JSONValue(parsing: text))
            }
            #expect(error?.path == path, "\(text)")
        }
    }
}
