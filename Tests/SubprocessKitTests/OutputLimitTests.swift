import Glibc
import SubprocessKit
import Testing

@Suite struct OutputLimitTests {
    @Test("What is over the limit is counted, shown to the sink and not kept")
    func headAndTail() throws {
        let sink = CountingSink()
        let limit = OutputLimit(headBytes: 10, tailBytes: 20)
        let result = try shell(
            "seq 1 200000",
            output: .captured(keeping: limit, sink: sink)
        )
        #expect(result.output.head == Array("1\n2\n3\n4\n5\n".utf8))
        #expect(String(decoding: result.output.tail, as: UTF8.self) == "99998\n199999\n200000\n")
        #expect(result.output.bytesSeen == 1_288_895)
        #expect(result.output.bytesDropped == 1_288_895 - 30)
        #expect(result.output.whole == nil)
        #expect(sink.total == 1_288_895)
    }

    @Test("An output within the limit is whole, whichever part it fell into")
    func withinTheLimit() throws {
        for limit in [
            OutputLimit(headBytes: 3, tailBytes: 5), OutputLimit(headBytes: 0, tailBytes: 8),
            OutputLimit.head(8),
        ] {
            let result = try shell("printf 12345678", output: .captured(keeping: limit))
            #expect(result.output.whole == Array("12345678".utf8))
        }
    }

    @Test("An output of many chunks keeps the same bytes as one cut by hand")
    func keepsWhatACutWould() throws {
        var whole: [UInt8] = []
        for number in 1...60_000 { whole += Array("\(number)\n".utf8) }
        for (head, tail) in [(0, 1), (1, 70_000), (65_536, 65_536), (100, 300_000)] {
            let result = try shell(
                "seq 1 60000",
                output: .captured(keeping: OutputLimit(headBytes: head, tailBytes: tail))
            )
            #expect(result.output.head == Array(whole.prefix(head)))
            #expect(result.output.tail == Array(whole.dropFirst(head).suffix(tail)))
        }
    }

    @Test("Output that is not text is kept as it is")
    func binaryOutput() throws {
        let result = try shell(#"printf '\000\377\200\033[31m'"#)
        #expect(result.output.whole == [0, 0xFF, 0x80, 0x1B, 0x5B, 0x33, 0x31, 0x6D])
    }
}

/// Counts bytes; the tests read it once the program has ended.
private final class CountingSink: OutputSink {
    // Only the thread that waits for the program calls `receive`, and the test reads after that.
    nonisolated(unsafe) private(set) var total = 0

    func receive(_ bytes: UnsafeRawBufferPointer) {
        total += bytes.count
    }
}
