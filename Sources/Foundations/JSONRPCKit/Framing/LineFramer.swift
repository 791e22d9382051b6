import Glibc

/// Cuts a stream of bytes into lines: how JSON-RPC travels over standard input and output.
///
/// A line that is longer than the limit is dropped as it comes in, so that a peer without a line
/// end cannot fill the memory, and is told of once.
package struct LineFramer: Sendable {
    /// What came in.
    package enum Frame: Hashable, Sendable {
        case line([UInt8])
        /// A line of more bytes than the limit; its content is gone.
        case tooLong
    }

    private let bytesMax: Int
    private var partial: [UInt8] = []
    private var isDropping = false

    /// - Parameter bytesMax: The most bytes that a line may have, without its end.
    package init(bytesMax: Int) {
        self.bytesMax = bytesMax
    }

    /// Takes the next bytes and gives the lines that end in them; empty ones are left out.
    package mutating func take(_ bytes: [UInt8]) -> [Frame] {
        var frames: [Frame] = []
        var start = 0
        while let end = Self.lineEnd(in: bytes, from: start) {
            add(bytes[start..<end], to: &frames)
            finish(into: &frames)
            start = end + 1
        }
        add(bytes[start...], to: &frames)
        return frames
    }

    private static func lineEnd(in bytes: [UInt8], from start: Int) -> Int? {
        unsafe bytes.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return nil }
            let newline = Int32(UInt8(ascii: "\n"))
            let found = unsafe memchr(base + start, newline, bytes.count - start)
            return unsafe found.map { unsafe UnsafeRawPointer($0) - base }
        }
    }

    /// The last line, where the stream ended without a line end.
    package mutating func end() -> [Frame] {
        var frames: [Frame] = []
        finish(into: &frames)
        return frames
    }

    private mutating func add(_ bytes: ArraySlice<UInt8>, to frames: inout [Frame]) {
        guard !isDropping else { return }
        guard partial.count + bytes.count <= bytesMax else {
            partial = []
            isDropping = true
            frames.append(.tooLong)
            return
        }
        partial += bytes
    }

    private mutating func finish(into frames: inout [Frame]) {
        if !isDropping {
            if partial.last == UInt8(ascii: "\r") { partial.removeLast() }
            let space: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]
            if !partial.allSatisfy({ space.contains($0) }) { frames.append(.line(partial)) }
        }
        partial = []
        isDropping = false
    }
}
