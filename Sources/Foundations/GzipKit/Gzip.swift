import CZlib

/// The gzip format of RFC 1952, by zlib.
package enum Gzip {
    /// The bytes compressed.
    package static func compressed(_ bytes: [UInt8]) throws(GzipError) -> [UInt8] {
        var stream = z_stream()
        let size = Int32(MemoryLayout<z_stream>.size)
        // 15 bits of window, and 16 for a gzip header rather than zlib's own; memory as usual.
        let made = deflateInit2_(
            &stream,
            Z_DEFAULT_COMPRESSION,
            Z_DEFLATED,
            15 + 16,
            8,
            Z_DEFAULT_STRATEGY,
            ZLIB_VERSION,
            size
        )
        guard made == Z_OK else { throw .noMemory }
        defer { deflateEnd(&stream) }
        var input = bytes
        var compressed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
        let answer = input.withUnsafeMutableBufferPointer { input in
            compressed.withUnsafeMutableBufferPointer { compressed in
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(clamping: input.count)
                stream.next_out = compressed.baseAddress
                stream.avail_out = UInt32(clamping: compressed.count)
                return deflate(&stream, Z_FINISH)
            }
        }
        // It was given all the room that it can need.
        guard answer == Z_STREAM_END else { throw .noMemory }
        compressed.removeLast(Int(stream.avail_out))
        return compressed
    }

    /// What was compressed.
    ///
    /// - Parameter bytesMax: More than that is refused, however small it was made.
    package static func expanded(
        _ bytes: [UInt8],
        bytesMax: Int
    ) throws(GzipError) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, and 16 for a gzip header rather than zlib's own.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, size) == Z_OK else {
            throw .noMemory
        }
        defer { inflateEnd(&stream) }
        var expanded: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 * 1024)
        var input = bytes
        let answer = input.withUnsafeMutableBufferPointer { input -> Int32 in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            var answer = Z_OK
            while answer == Z_OK, expanded.count <= bytesMax {
                let count = piece.withUnsafeMutableBufferPointer { piece in
                    stream.next_out = piece.baseAddress
                    stream.avail_out = UInt32(piece.count)
                    answer = inflate(&stream, Z_NO_FLUSH)
                    return piece.count - Int(stream.avail_out)
                }
                expanded += piece[..<count]
                // Nothing went in and nothing came out: it was cut off.
                if count == 0, stream.avail_in == 0, answer == Z_OK { answer = Z_BUF_ERROR }
            }
            return answer
        }
        guard expanded.count <= bytesMax else { throw .tooLarge(bytesMax: bytesMax) }
        guard answer == Z_STREAM_END, stream.avail_in == 0 else { throw .malformed }
        return expanded
    }
}

/// Why bytes can't be expanded.
package enum GzipError: Error, Hashable {
    case malformed
    case tooLarge(bytesMax: Int)
    case noMemory

    /// A sentence with the values.
    package var message: String {
        switch self {
        case .malformed: "It is not gzip, or was cut off."
        case .tooLarge(let bytesMax): "It is larger than \(bytesMax) bytes when it is expanded."
        case .noMemory: "There is no memory to expand it."
        }
    }
}
