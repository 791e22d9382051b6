/// What a server answers when it is asked for events.
package enum HTTPEventAnswer {
    case stream(HTTPEventReader)
    /// It answered something else.
    case refused(HTTPClientResponse)
}

/// Reads a stream of events as they come.
package final class HTTPEventReader {
    private var reader: AnswerReader
    private var parser: EventStreamParser
    private var items: ArraySlice<EventStreamParser.Item> = []
    private let lineBytesMax: Int
    private let clock: () -> Duration

    init(_ reader: AnswerReader, lineBytesMax: Int, clock: @escaping () -> Duration) {
        self.reader = reader
        self.lineBytesMax = lineBytesMax
        self.clock = clock
        parser = EventStreamParser(bytesMax: lineBytesMax)
    }

    /// The next event, comment or retry time.
    ///
    /// - Parameter limit: How long to wait for it. A server that sends comments while it is quiet
    ///   can be told from a dead one by that.
    /// - Returns: `nil` when the server has ended the stream.
    package func next(within limit: Duration) throws(HTTPClientError) -> EventStreamParser.Item? {
        let deadline = clock() + limit
        while items.isEmpty {
            let piece = try reader.next(until: deadline)
            if piece.isEmpty { return nil }
            do {
                items = try parser.take(piece)[...]
            } catch {
                throw .answerTooLarge(
                    address: reader.socket.address.description,
                    limitBytes: lineBytesMax
                )
            }
        }
        return items.removeFirst()
    }
}
