import Digests
import Model
import Operations
import ReportKit

/// One item of an answer that goes on, such as an event that is followed.
package struct StreamItem: Sendable {
    /// The item for programs.
    package let json: JSONValue
    /// The item for people and agents, on one line.
    package let phrase: Phrase

    package init(_ json: JSONValue, _ phrase: Phrase) {
        self.json = json
        self.phrase = phrase
    }

    /// The item and the end of its line; programs get one document a line in either of their
    /// formats.
    package func written(in presentation: Presentation) -> String {
        switch presentation.format {
        case .json, .ndjson:
            return JSONWriter(presentation: presentation).line(json)
        case .text:
            return phrase.line(in: presentation, colors: presentation.colors) + "\n"
        case .compact:
            return phrase.line(in: presentation) + "\n"
        case .html:
            return "<p>\(ReportText(phrase.line(in: presentation)).html)</p>\n"
        case .markdown:
            var document = TextDocument()
            document.say(phrase)
            return "- " + MarkdownWriter(presentation: presentation).write(document)
        }
    }
}
