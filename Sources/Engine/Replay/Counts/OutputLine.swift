/// The lines of a runner's output, as a person would read them.
enum OutputLine {
    /// Lines longer than this tell no counts.
    private static let bytesMax = 4096

    /// Cuts the bytes into lines without terminal escapes and without blanks at their ends.
    ///
    /// A carriage return starts a line too: what a progress bar leaves before it was overwritten.
    static func lines(of bytes: [UInt8]) -> [String] {
        bytes.split { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
            .filter { $0.count <= bytesMax }
            .map { withoutTrailingBlanks(withoutEscapes($0)) }
    }

    /// Leaves out control sequences (`ESC [ … letter`) and other escapes of two or three bytes.
    private static func withoutEscapes(_ line: ArraySlice<UInt8>) -> [UInt8] {
        guard line.contains(0x1B) else { return Array(line) }
        var kept: [UInt8] = []
        var rest = line
        while let byte = rest.popFirst() {
            guard byte == 0x1B else {
                kept.append(byte)
                continue
            }
            switch rest.popFirst() {
            case UInt8(ascii: "["):
                while let next = rest.popFirst(), !(0x40...0x7E).contains(next) { continue }
            case UInt8(ascii: "("), UInt8(ascii: ")"):
                // A character set is chosen by one more byte.
                _ = rest.popFirst()
            default: break
            }
        }
        return kept
    }

    private static func withoutTrailingBlanks(_ bytes: [UInt8]) -> String {
        var end = bytes.endIndex
        while end > bytes.startIndex, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return String(decoding: bytes[..<end], as: UTF8.self)
    }
}
