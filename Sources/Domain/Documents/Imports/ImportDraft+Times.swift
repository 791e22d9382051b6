import Model

// Times as others write them.
extension ImportDraft {
    /// The first moment at which a fleet of agents can have done something.
    private static let ageOfAgents = Timestamp("2020-01-01") ?? .earliest

    /// Reads a time, and says what is odd about it.
    mutating func moment(_ text: String?, _ place: Place) -> Timestamp? {
        guard let text, !text.isEmpty else { return nil }
        var moment = Timestamp(text)
        if moment == nil, let mended = Timestamp(text + "Z") {
            note(.noOffset, place, read: text, .mended, how: "read as UTC")
            moment = mended
        }
        guard let moment else {
            note(.badTime, place, read: text, .kept, how: "without a time; the text is kept")
            return nil
        }
        if moment < Self.ageOfAgents {
            note(.beforeItsTime, place, read: text, .kept)
        } else if moment > now {
            note(.inTheFuture, place, read: text, .kept)
        } else if text.utf8.count == 10 {
            note(.dayOnly, place, read: text, .kept, how: "its start")
        } else if moment.milliseconds % 60_000 == 0 {
            note(.wholeMinute, place, read: text, .kept)
        }
        return moment
    }

    /// Notes the lines of a log that are dated later than lines below them.
    mutating func noteDatedAhead(_ times: [(line: Int, at: Timestamp)], in file: String) {
        var earliestBelow = Timestamp.latest
        var ahead: [(Int, Timestamp, Timestamp)] = []
        for entry in times.reversed() {
            if entry.at > earliestBelow { ahead.append((entry.line, entry.at, earliestBelow)) }
            earliestBelow = min(earliestBelow, entry.at)
        }
        for (line, at, below) in ahead.reversed() {
            note(
                .datedAhead,
                Place(file: file, line: line),
                read: at.text,
                .kept,
                how: "a later line says \(below.text)"
            )
        }
    }

    /// Notes three or more lines of one agent in a row whose times are whole minutes apart, always
    /// as many.
    mutating func noteEvenlySpaced(
        _ times: [(line: Int, agent: AgentID?, at: Timestamp)],
        in file: String
    ) {
        var start = 0
        while start + 2 < times.count {
            let step = times[start + 1].at - times[start].at
            var end = start + 1
            while end + 1 < times.count, times[end + 1].agent == times[start].agent,
                times[end].agent == times[start].agent, times[end + 1].at - times[end].at == step
            {
                end += 1
            }
            let isTyped = step > .zero && step.wholeMilliseconds % 60_000 == 0
            if end - start >= 2, isTyped {
                note(
                    .evenlySpaced,
                    Place(file: file, line: times[start].line),
                    read: "\(end - start + 1) lines, each \(step.wholeSeconds) s after the other",
                    .kept
                )
            }
            start = max(end, start + 1)
        }
    }
}
