import Digests
import Model
import Operations
import ReportKit

/// What a process writes and ends with.
package struct WrittenOutput: Sendable, Equatable {
    package var output = ""
    package var errors = ""
    package var exitCode: Int32 = 0

    package init() {}
}

extension CommandOutput {
    /// Writes the answer: one document on standard output, whatever the format.
    package func written(in presentation: Presentation) -> WrittenOutput {
        var written = WrittenOutput()
        switch presentation.format {
        case .text: written.output = TextWriter(presentation: presentation).write(text)
        case .compact: written.output = CompactWriter(presentation: presentation).write(text)
        case .markdown:
            written.output =
                page?.written(as: .markdown)
                ?? MarkdownWriter(presentation: presentation).write(text)
        case .html:
            let page = page ?? ReportDocument(of: text, called: envelope.schema, presentation)
            written.output = page.written(as: .html)
        case .json: written.output = JSONWriter(presentation: presentation).write(envelope.json)
        case .ndjson: written.output = JSONWriter(presentation: presentation).writeLines(envelope)
        }
        if !presentation.format.isForPrograms { write(warningsTo: &written, in: presentation) }
        guard let failure = envelope.failure else { return written }
        written.exitCode = failure.category.exitCode
        if !presentation.format.isForPrograms {
            written.append(failure.lines(in: presentation), in: presentation)
        }
        return written
    }

    private func write(warningsTo written: inout WrittenOutput, in presentation: Presentation) {
        let label = Ink.yellow.paint("warning:", if: presentation.errorColors)
        let lines = envelope.warnings.map { "\(label) \($0.shown(.field, in: presentation))\n" }
        written.append(lines.joined(), in: presentation)
    }
}

extension WrittenOutput {
    /// Adds what is beside the answer: agents read standard output, people's pipes must not get it.
    fileprivate mutating func append(_ lines: String, in presentation: Presentation) {
        switch presentation.format {
        case .text, .html:
            errors += lines
        case .compact, .markdown, .json, .ndjson: output += lines
        }
    }
}

extension ErrorReport {
    /// Writes the error in place of an answer.
    package func written(in presentation: Presentation) -> WrittenOutput {
        var written = WrittenOutput()
        written.exitCode = category.exitCode
        let writer = JSONWriter(presentation: presentation)
        switch presentation.format {
        case .json: written.output = writer.write(envelope)
        case .ndjson: written.output = writer.line(envelope)
        case .text, .compact, .markdown, .html:
            written.append(lines(in: presentation), in: presentation)
        }
        return written
    }
}
