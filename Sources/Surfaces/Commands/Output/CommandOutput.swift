import Digests
import Model
import Operations
import ReportKit

/// What a command answers: a document for programs and a text for people and agents.
///
/// A command makes both from one reply and writes nothing itself, so that every command has every
/// format.
package struct CommandOutput: Sendable {
    package var envelope: Envelope
    package var text: TextDocument
    /// The answer as a page, where it is one: what Markdown and HTML are written from.
    package var page: ReportDocument?
    /// A text of ours that is written as it is in every format for people, such as a script.
    package var raw: String?
    /// What is written and ended with whatever the format, where somebody else's contract says so.
    package var contracted: WrittenOutput?

    /// Makes an output; the text is built in the closure.
    package init(_ envelope: Envelope, _ build: (inout TextDocument) -> Void) {
        self.envelope = envelope
        text = TextDocument()
        build(&text)
    }

    /// The answer to a question.
    package init<O: Operation>(
        _ reply: Reply<O.Output>,
        of operation: O.Type,
        _ build: (inout TextDocument) -> Void
    ) {
        self.init(Envelope(reply, of: operation), build)
    }

    /// The answer to a change, in one line: what is so now, and the ledger's revision of it.
    ///
    /// A dry run shows what would be written, an event a line; JSON has what is in them.
    ///
    /// - Parameters:
    ///   - sentence: What is so, without the full stop: `P07-B4 claimed by ada, lease 30m`.
    ///   - eventCount: How many events there are in all, if more than the reply holds.
    package init<O: Operation>(
        change reply: Reply<O.Output>,
        of operation: O.Type,
        _ sentence: Phrase,
        outOf eventCount: Int = 0,
        _ build: (inout TextDocument) -> Void = { _ in }
    ) {
        self.init(reply, of: operation) { text in
            text.say(sentence.ended(for: reply))
            if reply.isDryRun, !reply.events.isEmpty {
                text.list(.events(reply.events, outOf: eventCount))
            }
            build(&text)
        }
    }

    /// Marks the answer as bad news: a check was carried out and failed.
    ///
    /// The answer is shown all the same, with the error beside it, and decides the exit code.
    package func failing(_ error: any Error, next: [String] = []) -> CommandOutput {
        var output = self
        output.envelope.failure = ErrorReport(error, next: next)
        return output
    }

    /// Adds a sentence about what went less well than it should.
    package func warning(_ sentence: String) -> CommandOutput { warning([sentence]) }

    /// Adds sentences about what went less well than it should, such as what rules at level
    /// `advise` have to say.
    package func warning(_ sentences: [String]) -> CommandOutput {
        var output = self
        output.envelope.warnings += sentences
        return output
    }
}

extension Phrase {
    fileprivate func ended<Output>(for reply: Reply<Output>) -> Phrase {
        if reply.isDryRun { return "would be: \(self); nothing written" }
        guard let revision = reply.revision else { return self }
        let done: Phrase = "\(self), rev \(revision)"
        return reply.already ? done + " (already so)" : done
    }
}

extension TextList {
    /// So many events of a dry run are shown.
    private static let eventsMax = 20

    fileprivate static func events(_ events: [JSONValue], outOf count: Int) -> TextList {
        TextList(
            "events",
            columns: ["type", "subject"],
            rows: events.prefix(eventsMax).map { event in
                ["type", "subject"].map { .text(event[$0]?.stringValue ?? "") }
            },
            total: max(events.count, count)
        )
    }
}
