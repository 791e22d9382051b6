import Operations

/// Where the calls of one sender are kept until a gateway has them.
///
/// What a function has done is on the disk when it returns, and a process that dies at any moment
/// leaves each call either kept or not.
package protocol OutboxStore: Sendable {
    /// The calls in the order of their numbers, those that were refused among them.
    func lines() throws -> [OutboxLine]

    /// Whether a call waits, at the least cost: every command asks.
    func hasWaiting() throws -> Bool

    /// Keeps a call behind all others.
    ///
    /// - Returns: The call with its sender and number.
    func append(_ line: OutboxLine) throws -> OutboxLine

    /// Takes away a call that has arrived.
    func remove(_ number: Int) throws

    /// Keeps a call as refused: it waits no longer, and is not taken away.
    func setAside(_ line: OutboxLine) throws

    /// Runs the body while no other process does so for this sender.
    ///
    /// - Returns: `nil` where another is at it.
    func exclusively<Answer: Sendable>(
        _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer?
}
