/// How a handler answers.
package enum HTTPAnswer: Sendable {
    /// At once, without leaving the server's thread: for what takes microseconds, since every other
    /// connection waits for it.
    case now(HTTPResponse)
    /// By a task of its own.
    case later(@Sendable () async -> HTTPResponse)
    /// By whoever keeps the promise.
    case promised(HTTPPromise)
}

/// Answers requests.
///
/// It runs on the server's thread and must not wait there.
package typealias HTTPHandler = @Sendable (HTTPRequest) -> HTTPAnswer
