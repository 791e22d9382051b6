import CommandLineKit
import Glibc
import Testing

@Suite("The arguments of a process")
struct ArgumentVectorTests {
    @Test("are read without the program's name")
    func plain() throws {
        #expect(try read(["shelf", "echo", "größe", ""]) == ["echo", "größe", ""])
        #expect(try read(["shelf"]) == [])
        #expect(try read([]) == [])
    }

    @Test(
        "are refused with their position where they are not UTF-8",
        arguments: [
            [0xFF], [0x61, 0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
        ] as [[UInt8]]
    )
    func notText(_ bytes: [UInt8]) throws {
        let fault = #expect(throws: UsageError.self) {
            try ArgumentVector.texts(of: [[0x61], bytes])
        }
        #expect(fault?.code == "usage.not_utf8")
        #expect(fault?.message.hasPrefix("argument 2 is not valid UTF-8: '") == true)
        #expect(throws: UsageError.self) { try read(bytes: [[0x70], bytes]) }
    }

    @Test("are refused with their position where they are too long")
    func tooLong() throws {
        let word = String(repeating: "é", count: 50)
        #expect(throws: Never.self) {
            try Shelf.program.parse(["echo", word], argumentBytesMax: 100)
        }
        let fault = #expect(throws: UsageError.self) {
            try Shelf.program.parse(["echo", word + "x", "--help"], argumentBytesMax: 100)
        }
        #expect(fault?.code == "usage.argument_too_long")
        #expect(fault?.message == "argument 2 has 101 bytes, and 100 is the most.")
    }

    private func read(_ words: [String]) throws(UsageError) -> [String] {
        try read(bytes: words.map { Array($0.utf8) })
    }

    /// Reads them from memory laid out as the system does it.
    private func read(bytes words: [[UInt8]]) throws(UsageError) -> [String] {
        let vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(
            capacity: words.count + 1
        )
        for (index, bytes) in words.enumerated() {
            let word = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
            for (offset, byte) in (bytes + [0]).enumerated() {
                word[offset] = CChar(bitPattern: byte)
            }
            vector[index] = word
        }
        vector[words.count] = nil
        defer {
            for index in words.indices { vector[index]?.deallocate() }
            vector.deallocate()
        }
        return try ArgumentVector.read(count: Int32(words.count), vector: vector)
    }
}
