/// The text of a document's bytes, with the places that were not text.
struct DecodedText {
    /// The text; what was not UTF-8 is U+FFFD, and a mark of byte order is gone.
    let text: String
    /// The first byte that was not UTF-8, with its line.
    let firstFault: (byte: UInt8, line: Int)?

    init(_ bytes: [UInt8]) {
        let isMarked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let body = isMarked ? Array(bytes[3...]) : bytes
        do {
            text = String(copying: try UTF8Span(validating: body.span))
            firstFault = nil
        } catch {
            let offset = error.byteOffsets.lowerBound
            text = String(decoding: body, as: UTF8.self)
            let line = 1 + body[..<offset].count { $0 == UInt8(ascii: "\n") }
            firstFault = (body[offset], line)
        }
    }
}
