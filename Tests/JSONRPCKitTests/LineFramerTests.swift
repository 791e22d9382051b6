import JSONRPCKit
import Testing

@Suite("Lines of a stream")
struct LineFramerTests {
    private func line(_ text: String) -> LineFramer.Frame { .line(Array(text.utf8)) }

    @Test("However the bytes are cut, the lines are the same", arguments: 1...9)
    func cuts(_ size: Int) {
        var framer = LineFramer(bytesMax: 100)
        let bytes = Array("one\r\n\ntwo\n  \nthree".utf8)
        var frames: [LineFramer.Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            frames += framer.take(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        frames += framer.end()
        #expect(frames == [line("one"), line("two"), line("three")])
    }

    @Test("A line over the limit is told of once, and the next one is whole", arguments: 1...7)
    func limit(_ size: Int) {
        var framer = LineFramer(bytesMax: 4)
        let bytes = Array("1234\n12345678901\nab\n".utf8)
        var frames: [LineFramer.Frame] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            frames += framer.take(Array(bytes[start..<min(start + size, bytes.count)]))
        }
        #expect(frames == [line("1234"), .tooLong, line("ab")])
    }
}
