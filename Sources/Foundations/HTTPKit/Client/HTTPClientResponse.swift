/// The answer that a client has received.
package struct HTTPClientResponse: Hashable, Sendable {
    package let status: HTTPStatus
    package let headers: HTTPHeaders
    package let body: [UInt8]
}
