import CHTTPServer
import HTTPKit

/// A response in the library's hands.
struct OutgoingResponse {
    private let pointer: OpaquePointer

    /// - Returns: `nil` where a header has a byte that it must not have, or there is no memory.
    init?(_ response: HTTPResponse, closing: Bool) {
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes { chttp_response_bytes($0.baseAddress, $0.count) }
        case .stream(let stream):
            made = chttp_response_stream(
                Unmanaged.passRetained(stream).toOpaque(),
                readStream,
                endStream
            )
        }
        guard let made else { return nil }
        pointer = made
        for field in response.headers.fields where !field.name.isWrittenByServer {
            guard field.value.utf8.allSatisfy(\.isFieldByte),
                chttp_response_header(made, field.name, field.value) == 0
            else {
                chttp_response_discard(made)
                return nil
            }
        }
        if closing { _ = chttp_response_header(made, "Connection", "close") }
    }

    /// Gives it up to the connection.
    func send(on handle: Handle, status: HTTPStatus) -> Bool {
        handle.answer(HTTPStatusNumber(status.rawValue), pointer)
    }
}

extension String {
    fileprivate var isWrittenByServer: Bool {
        ["Content-Length", "Transfer-Encoding", "Connection", "Date"].contains {
            isSameHeader(as: $0)
        }
    }
}

// The library keeps the stream until it calls `endStream`, once.

private func readStream(
    _ context: UnsafeMutableRawPointer?,
    _ bytes: UnsafeMutableRawPointer?,
    _ count: Int
) -> Int {
    guard let context else { return Int(CHTTP_READ_FAILS) }
    let stream = Unmanaged<HTTPBodyStream>.fromOpaque(context).takeUnretainedValue()
    switch stream.read(into: UnsafeMutableRawBufferPointer(start: bytes, count: count)) {
    case .bytes(let count): return count
    case .waits: return Int(CHTTP_READ_WAITS)
    case .ends: return Int(CHTTP_READ_ENDS)
    case .fails: return Int(CHTTP_READ_FAILS)
    }
}

private func endStream(_ context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<HTTPBodyStream>.fromOpaque(context).takeRetainedValue().detach()
}
