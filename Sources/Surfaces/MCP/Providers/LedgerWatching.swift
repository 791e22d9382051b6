/// Waits until it is worth looking at the ledger again.
package protocol LedgerWatching: Sendable {
    /// Returns when the ledger has grown beyond the revision, when time alone may have changed
    /// something, or after the duration.
    ///
    /// - Parameter ask: Gives the ledger's revision now, for who is not told of changes.
    /// - Returns: How long it was, so that who waits needs no clock.
    func wait(
        beyond revision: Int64?,
        upTo duration: Duration,
        asking ask: @Sendable () async throws -> Int64?
    ) async throws -> Duration
}

/// Asks again and again, where nobody tells of changes: processes of the command line write a
/// ledger too.
package struct PolledLedger: LedgerWatching {
    private let pauses: any WaitPausing

    private static let interval = Duration.milliseconds(300)
    /// A lease can end without an event, so that a look is due all the same.
    private static let longest = Duration.seconds(5)

    package init(_ pauses: any WaitPausing) {
        self.pauses = pauses
    }

    package func wait(
        beyond revision: Int64?,
        upTo duration: Duration,
        asking ask: @Sendable () async throws -> Int64?
    ) async throws -> Duration {
        let most = min(duration, Self.longest)
        var waited = Duration.zero
        repeat {
            waited += try await pauses.pause(upTo: min(Self.interval, most - waited))
            // Costs next to nothing, where the look that follows costs a little.
            if try await ask() != revision { break }
        } while waited < most
        return waited
    }
}
