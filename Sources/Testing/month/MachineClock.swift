import Glibc
import Model

/// The machine's own clock, for when a month is to have ended.
///
/// Not Assembly's, which would bring every surface along: the month is built in a minute without.
enum MachineClock {
    static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
