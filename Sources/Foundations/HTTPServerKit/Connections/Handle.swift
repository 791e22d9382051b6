import CHTTPServer

/// The library's connection.
// Safe: suspending is for the library's thread, and resuming for any; the pointer is good as long
// as the connection is not closed, and a suspended one is not.
struct Handle: @unchecked Sendable {
    private let pointer: OpaquePointer

    init(_ pointer: OpaquePointer) {
        self.pointer = pointer
    }

    func suspend() {
        chttp_suspend(pointer)
    }

    func resume() {
        chttp_resume(pointer)
    }

    func answer(_ status: HTTPStatusNumber, _ response: OpaquePointer) -> Bool {
        chttp_answer(pointer, status, response) == 0
    }
}

typealias HTTPStatusNumber = UInt32

/// What a callback wants to happen with the connection.
enum Verdict {
    case goOn
    case close

    var code: Int32 {
        switch self {
        case .goOn: Int32(CHTTP_GO_ON.rawValue)
        case .close: Int32(CHTTP_CLOSE.rawValue)
        }
    }
}
