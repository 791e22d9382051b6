import Glibc

/// Wakes tasks when their time has come: one thread for all of them, which sleeps until then.
///
/// Not `Task.sleep`: with its first use the language starts threads of its own, and one of them
/// then wakes each second as long as the process lives.
// Safe: everything that changes is reached only while the mutex is held.
package final class Alarms: @unchecked Sendable {
    /// The alarms of this process.
    package static let shared = Alarms()

    private struct Alarm {
        let at: Duration
        let continuation: CheckedContinuation<Void, any Error>
    }

    private static let stackBytes = 256 << 10

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let changed = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let time = SystemTime()
    private var alarms: [Int: Alarm] = [:]
    private var last = 0
    private var isRunning = false

    private init() {
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        // The clock of `SystemTime.elapsed`, which nobody can set back.
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(changed, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    /// Returns after the duration.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    package func pause(for duration: Duration) async throws {
        let number = locked { () -> Int in
            last += 1
            return last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                set(number, Alarm(at: time.elapsed() + duration, continuation: continuation))
            }
        } onCancel: {
            let alarm = locked { () -> Alarm? in
                pthread_cond_signal(changed)
                return alarms.removeValue(forKey: number)
            }
            alarm?.continuation.resume(throwing: CancellationError())
        }
    }

    private func set(_ number: Int, _ alarm: Alarm) {
        let isTooLate = locked { () -> Bool in
            // Looked at under the mutex: who cancels later finds the alarm.
            guard !Task.isCancelled else { return true }
            alarms[number] = alarm
            if !isRunning { isRunning = start() }
            pthread_cond_signal(changed)
            return false
        }
        if isTooLate { alarm.continuation.resume(throwing: CancellationError()) }
    }

    private func locked<Answer>(_ body: () -> Answer) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }

    private func start() -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, Self.stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        return pthread_create(&thread, &attributes, alarmsMain, nil) == 0
    }

    fileprivate func run() -> Never {
        while true { for alarm in due() { alarm.continuation.resume() } }
    }

    /// Those whose time has come, when there are any.
    private func due() -> [Alarm] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            let now = time.elapsed()
            let due = alarms.filter { $0.value.at <= now }
            guard due.isEmpty else {
                for number in due.keys { alarms[number] = nil }
                return due.values.sorted { $0.at < $1.at }
            }
            guard let next = alarms.values.map(\.at).min() else {
                pthread_cond_wait(changed, mutex)
                continue
            }
            let (seconds, attoseconds) = next.components
            var until = timespec(tv_sec: Int(seconds), tv_nsec: Int(attoseconds / 1_000_000_000))
            pthread_cond_timedwait(changed, mutex, &until)
        }
    }
}

/// Where the thread begins; global, so that it is bound to no actor.
private func alarmsMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    Alarms.shared.run()
}
