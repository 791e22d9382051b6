/// What a server accepts at most, and how long it waits.
///
/// The times are deadlines, not times of inactivity: a client that sends one byte now and then does
/// not hold a connection for longer.
package struct HTTPServerLimits: Sendable {
    package var targetBytesMax: Int
    /// The request line and the header lines.
    package var headBytesMax: Int
    package var bodyBytesMax: Int
    package var connectionsMax: Int
    /// From one address, over TCP.
    ///
    /// On one machine all clients have the same one.
    package var connectionsPerAddressMax: Int
    /// From the connection, or from the request line of a later request, to the end of its header.
    package var head: Duration
    /// From the end of the header to the end of the body.
    package var body: Duration
    /// From when a response is ready until the client has taken it.
    ///
    /// For a stream: how long the client may be behind without taking anything.
    package var response: Duration
    /// From the end of a response to the next request line.
    package var idle: Duration
    /// From when the client has closed until its connection is closed here.
    ///
    /// What it sent before is read in that time; what was asked for is answered whatever it takes.
    package var closed: Duration

    package init(
        targetBytesMax: Int = 8 * 1024,
        headBytesMax: Int = 32 * 1024,
        bodyBytesMax: Int = 8 * 1024 * 1024,
        connectionsMax: Int = 10_000,
        connectionsPerAddressMax: Int = 10_000,
        head: Duration = .seconds(10),
        body: Duration = .seconds(30),
        response: Duration = .seconds(30),
        idle: Duration = .seconds(75),
        closed: Duration = .seconds(1)
    ) {
        self.targetBytesMax = targetBytesMax
        self.headBytesMax = headBytesMax
        self.bodyBytesMax = bodyBytesMax
        self.connectionsMax = connectionsMax
        self.connectionsPerAddressMax = connectionsPerAddressMax
        self.head = head
        self.body = body
        self.response = response
        self.idle = idle
        self.closed = closed
    }
}
