import Digests

/// Reads JSON as agents write it: bytes that are no UTF-8 and halves of surrogate pairs become
/// U+FFFD instead of refusing the document.
enum TolerantJSON {
    /// What a text is.
    enum Reading: Hashable, Sendable {
        case document(JSONValue)
        case none(String)
    }

    static func parse(_ bytes: [UInt8]) -> Reading {
        do throws(JSONError) {
            return .document(try JSONValue(parsing: bytes))
        } catch {
            guard error.reason == .invalidUTF8 || error.reason == .loneSurrogate else {
                return .none(error.reason.rawValue)
            }
        }
        let mended = withoutHalfPairs(Array(String(decoding: bytes, as: UTF8.self).utf8))
        do throws(JSONError) {
            return .document(try JSONValue(parsing: mended))
        } catch {
            return .none(error.reason.rawValue)
        }
    }

    /// The same text, where each escape that is half of a pair stands for U+FFFD.
    private static func withoutHalfPairs(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                result.append(bytes[index])
                index += 1
                continue
            }
            guard let unit = unit(bytes, at: index) else {
                // Another escape: two bytes, so that `\\` does not begin one more.
                result += bytes[index..<min(index + 2, bytes.count)]
                index += 2
                continue
            }
            let isPair =
                (0xD800...0xDBFF).contains(unit)
                && (Self.unit(bytes, at: index + 6).map { (0xDC00...0xDFFF).contains($0) } ?? false)
            let length = isPair ? 12 : 6
            result +=
                !isPair && (0xD800...0xDFFF).contains(unit)
                ? ArraySlice("\\ufffd".utf8) : bytes[index..<(index + length)]
            index += length
        }
        return result
    }

    /// The number of an escape `\uXXXX` that stands there.
    private static func unit(_ bytes: [UInt8], at index: Int) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"),
            bytes[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt16(String(decoding: bytes[(index + 2)..<(index + 6)], as: UTF8.self), radix: 16)
    }
}
