/// What a client waits for and accepts at most.
package struct HTTPClientLimits: Sendable {
    /// Until the connection is there.
    package var connect: Duration
    /// From the start of a request until the last byte of its answer.
    package var answer: Duration
    package var headBytesMax: Int
    package var bodyBytesMax: Int

    package init(
        connect: Duration = .seconds(2),
        answer: Duration = .seconds(60),
        headBytesMax: Int = 64 * 1024,
        bodyBytesMax: Int = 64 * 1024 * 1024
    ) {
        self.connect = connect
        self.answer = answer
        self.headBytesMax = headBytesMax
        self.bodyBytesMax = bodyBytesMax
    }
}
