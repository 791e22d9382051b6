import Glibc
import Testing

/// The time that this thread spends, so that a busy machine does not make a test fail.
enum ProcessorTime {
    static func measure(_ body: () throws -> Void) throws -> Duration {
        let start = try now()
        try body()
        return try now() - start
    }

    private static func now() throws -> Duration {
        var time = timespec()
        try #require(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) == 0)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
