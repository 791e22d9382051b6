import CQRCode

/// A QR code: a square of dark and light modules (ISO/IEC 18004), by Nayuki's library.
package struct QRCode: Hashable, Sendable {
    /// How many modules a side has.
    package let size: Int
    /// Row by row.
    private let modules: [Bool]

    /// The largest code is version 40; its buffer is what the header's macro makes of it, which
    /// Swift can't read.
    private static let bufferBytes = ((40 * 4 + 17) * (40 * 4 + 17) + 7) / 8 + 1

    /// Makes the smallest code that holds the text, and of those the one that stands most damage.
    package init(_ text: String) throws(QRCodeError) {
        let bytes = Array(text.utf8)
        guard bytes.count <= Self.bufferBytes else { throw .tooLong(bytes: bytes.count) }
        var work = bytes + [UInt8](repeating: 0, count: Self.bufferBytes - bytes.count)
        var code = [UInt8](repeating: 0, count: Self.bufferBytes)
        let isMade = qrcodegen_encodeBinary(
            &work,
            bytes.count,
            &code,
            qrcodegen_Ecc_LOW,
            qrcodegen_VERSION_MIN,
            qrcodegen_VERSION_MAX,
            qrcodegen_Mask_AUTO,
            true
        )
        guard isMade else { throw .tooLong(bytes: bytes.count) }
        let size = qrcodegen_getSize(code)
        self.size = Int(size)
        modules = (0..<size).flatMap { row in
            (0..<size).map { column in qrcodegen_getModule(code, column, row) }
        }
    }

    /// Whether a module is dark; all around the code they are light.
    package func isDark(_ row: Int, _ column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        return modules[row * size + column]
    }
}

/// Why a text has no code.
package enum QRCodeError: Error, Hashable {
    case tooLong(bytes: Int)

    /// A sentence with the values.
    package var message: String {
        switch self {
        case .tooLong(let bytes): "No QR code holds \(bytes) bytes."
        }
    }
}
