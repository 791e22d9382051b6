import CHTTPServer
import Glibc
import HTTPKit

/// An answer that is sent past the library, to a connection that then ends.
enum RawAnswer {
    /// Sends what the connection takes at once: who is refused isn't waited for.
    static func send(_ response: HTTPResponse, to descriptor: Int32) {
        let bytes = message(response)
        _ = bytes.withUnsafeBytes { bytes in
            Glibc.send(
                descriptor,
                bytes.baseAddress,
                bytes.count,
                Int32(MSG_NOSIGNAL | MSG_DONTWAIT)
            )
        }
    }

    private static func message(_ response: HTTPResponse) -> [UInt8] {
        var body: [UInt8] = []
        if case .bytes(let bytes) = response.body { body = bytes }
        let words = String(cString: chttp_status_words(UInt32(response.status.rawValue)))
        var head = "HTTP/1.1 \(response.status.rawValue) \(words)\r\nConnection: close\r\n"
        head += "Content-Length: \(body.count)\r\n"
        for field in response.headers.fields where field.value.utf8.allSatisfy(\.isFieldByte) {
            head += "\(field.name): \(field.value)\r\n"
        }
        return Array((head + "\r\n").utf8) + body
    }
}
