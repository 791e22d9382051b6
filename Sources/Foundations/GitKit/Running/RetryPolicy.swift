/// How long to try again while another process holds a lock of git's.
///
/// git gives up at once when a lock file is in the way; its holder is usually gone some
/// milliseconds later.
package struct RetryPolicy: Sendable {
    package let attemptsMax: Int
    package let firstDelay: Duration
    package let longestDelay: Duration
    private let jitter: @Sendable () -> Double
    private let pause: @Sendable (Duration) -> Void

    /// - Parameters:
    ///   - attemptsMax: At least 1. The defaults wait for about two seconds in all.
    ///   - jitter: A number from 0 up to 1, another one each time, so that neighbours don't knock
    ///     together.
    ///   - pause: Blocks the thread for a while.
    package init(
        attemptsMax: Int = 14,
        firstDelay: Duration = .milliseconds(5),
        longestDelay: Duration = .milliseconds(250),
        jitter: @escaping @Sendable () -> Double,
        pause: @escaping @Sendable (Duration) -> Void
    ) {
        precondition(attemptsMax > 0, "at least one attempt is made")
        self.attemptsMax = attemptsMax
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.jitter = jitter
        self.pause = pause
    }

    /// The wait before another attempt: it doubles from attempt to attempt, and a half of it is
    /// chance.
    func delay(after attempt: Int) -> Duration {
        let doubled = firstDelay * (1 << min(attempt, 20))
        return min(doubled, longestDelay) * (0.5 + jitter() / 2)
    }

    /// Does it, again while a lock is in the way.
    ///
    /// - Throws: ``GitError/lockHeld(lock:holder:)`` when the last attempt meets a lock too; the
    ///   holder is looked for only then.
    func run<Value>(_ body: () throws(GitError) -> Value) throws(GitError) -> Value {
        var attempt = 0
        while true {
            do {
                return try body()
            } catch .lockHeld(let lock, _) {
                attempt += 1
                guard attempt < attemptsMax else {
                    throw .lockHeld(lock: lock, holder: LockFile(lock).holder())
                }
                pause(delay(after: attempt - 1))
            }
        }
    }
}
