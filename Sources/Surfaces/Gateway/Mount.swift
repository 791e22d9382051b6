import HTTPKit
import Operations

/// Something of its own at one path of the gateway, behind the same doors as everything else.
package struct Mount: Sendable {
    /// The name under which its requests are counted.
    package let name: String
    /// Answers a request of somebody who has been admitted.
    ///
    /// What it is given beside the request carries out operations, and says in whose name.
    package let answer:
        @Sendable (HTTPRequest, any OperationCaller, CallOptions) async -> HTTPResponse

    package init(
        name: String,
        answer:
            @escaping @Sendable (HTTPRequest, any OperationCaller, CallOptions) async ->
            HTTPResponse
    ) {
        self.name = name
        self.answer = answer
    }
}
