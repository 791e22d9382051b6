import Glibc
import SubprocessKit
import TestSupport
import Testing

@Suite struct InputPipeTests {
    private func start(_ text: String, _ pipe: InputPipe) throws -> RunningProcess {
        try Subprocess("sh", ["-c", text], environment: searchPath, input: .pipe(pipe))
            .spawn(clock: monotonic)
    }

    @Test("What is put in while a program runs arrives in order, and its end too")
    func arrives() throws {
        let pipe = try InputPipe()
        let process = try start("cat; echo end", pipe)
        let block = [UInt8](repeating: UInt8(ascii: "x"), count: 100_000)
        for _ in 0..<5 { #expect(pipe.write(block)) }
        #expect(try process.wait(limit: .milliseconds(1)) == .limitReached)
        pipe.write(Array("last\n".utf8))
        pipe.close()
        #expect(!pipe.write([1]))
        guard case .ended(let result) = try process.wait(limit: .seconds(20)) else {
            Issue.record("it does not end")
            return
        }
        #expect(result.output.bytesSeen == 500_000 + 9)
        #expect(result.output.text.hasSuffix("xlast\nend\n"))
    }

    @Test("A wake ends the wait of who allows it, and no other")
    func wake() throws {
        let pipe = try InputPipe()
        let process = try start("read line; exec sleep 1000", pipe)
        pipe.wake()
        #expect(try process.wait(canBeWoken: true) == .limitReached)
        pipe.wake()
        let before = monotonic()
        #expect(try process.wait(limit: .milliseconds(50)) == .limitReached)
        #expect(monotonic() - before >= .milliseconds(50))
        _ = try process.terminate(grace: .zero)
    }

    @Test("A program that does not read is no fault, and takes no more than the limit")
    func unread() throws {
        let pipe = try InputPipe()
        let process = try start("exec <&-; echo $$ >&2; exec sleep 0.05", pipe)
        let block = [UInt8](repeating: 0, count: InputPipe.bytesMax)
        #expect(pipe.write(block))
        #expect(!pipe.write([0]))
        guard case .ended(let result) = try process.wait(limit: .seconds(20)) else {
            Issue.record("it does not end")
            return
        }
        #expect(result.isSuccess)
        #expect(!pipe.write([0]), "nobody reads any more")
    }
}
