import HTTPKit
import Testing

@Suite struct EventStreamParserTests {
    private func items(_ text: String) throws -> [EventStreamParser.Item] {
        var parser = EventStreamParser()
        return try parser.take(Array(text.utf8))
    }

    @Test(
        "Events are read as the standard says",
        arguments: [
            ("data: a\n\n", [.event(ServerSentEvent(data: "a"))]),
            ("data:a\r\n\r\n", [.event(ServerSentEvent(data: "a"))]),
            ("data: a\r\r", [.event(ServerSentEvent(data: "a"))]),
            ("data:  a\n\n", [.event(ServerSentEvent(data: " a"))]),
            ("data\n\n", [.event(ServerSentEvent(data: ""))]),
            ("data: a\ndata: b\n\n", [.event(ServerSentEvent(data: "a\nb"))]),
            ("\u{FEFF}data: a\n\n", [.event(ServerSentEvent(data: "a"))]),
            ("event: e\n\n", []),
            ("data: a", []),
            (": c\n\n", [.comment("c")]),
            ("retry: 5\nretry: x\n", [.retry(milliseconds: 5)]),
            ("nothing: a\ndata: b\n\n", [.event(ServerSentEvent(data: "b"))]),
            (
                "id: 1\nevent: e\ndata: a\n\ndata: b\n\nid\ndata: c\n\n",
                [
                    .event(ServerSentEvent(id: "1", name: "e", data: "a")),
                    .event(ServerSentEvent(id: "1", data: "b")),
                    .event(ServerSentEvent(id: "", data: "c")),
                ]
            ),
        ] as [(String, [EventStreamParser.Item])]
    )
    func standard(text: String, expected: [EventStreamParser.Item]) throws {
        #expect(try items(text) == expected)
        // The same, byte by byte.
        var parser = EventStreamParser()
        var found: [EventStreamParser.Item] = []
        for byte in text.utf8 { found += try parser.take([byte]) }
        #expect(found == expected)
    }

    @Test("What is sent is what is read, and no text can forge a field")
    func roundTrip() throws {
        for data in ["", "a", "a\nb", "a\r\nb", "\n", "data: x\n\nid: 7", "ä", ": c"] {
            let event = ServerSentEvent(id: "1\nid: 2", name: "n\rdata: z", data: data)
            let read = try items(String(decoding: event.bytes, as: UTF8.self))
            let lines = data.split(
                omittingEmptySubsequences: false,
                whereSeparator: { $0 == "\n" || $0 == "\r\n" }
            )
            let expected = ServerSentEvent(
                id: "1id: 2",
                name: "ndata: z",
                data: lines.joined(separator: "\n")
            )
            #expect(read == [.event(expected)])
        }
    }

    @Test("A line or an event without an end is not kept without end")
    func bounded() {
        var parser = EventStreamParser(bytesMax: 100)
        #expect(throws: EventStreamParser.TooLong.self) {
            while true { _ = try parser.take(Array("data: aaaa\n".utf8)) }
        }
    }
}
