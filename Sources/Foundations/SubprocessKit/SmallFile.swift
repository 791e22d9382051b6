import CLinux
import Glibc

/// Files of the kernel and of git that are read or written in one piece.
package enum SmallFile {
    /// The bytes, at most `bytesMax`, or `nil` where it can't be read.
    package static func bytes(_ path: String, bytesMax: Int = 1 << 16) -> [UInt8]? {
        let descriptor = clinux_open(path, O_RDONLY, 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: min(bytesMax, 1 << 16))
        while result.count < bytesMax {
            let count = Glibc.read(descriptor, &buffer, min(buffer.count, bytesMax - result.count))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? result : nil }
            result += buffer[..<count]
        }
        return result
    }

    /// The same as text; what is not UTF-8 becomes U+FFFD.
    package static func text(_ path: String, bytesMax: Int = 1 << 16) -> String? {
        bytes(path, bytesMax: bytesMax).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Replaces what the file holds.
    ///
    /// - Returns: Whether all was written; `errno` says why not.
    package static func write(_ text: String, to path: String, mode: UInt32 = 0o644) -> Bool {
        let descriptor = clinux_open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            == bytes.count
    }
}
