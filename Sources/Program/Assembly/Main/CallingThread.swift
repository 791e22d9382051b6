import Glibc

/// Runs a task on the thread that waits for it.
///
/// The executor of the language would start three threads for the first task, with memory of
/// their own: a fifth of what a short command takes from its start to its end. What waits outside,
/// such as a sleep, still waits there, and comes back to this thread.
// Safe: everything that changes is guarded by `mutex`.
package final class CallingThread: TaskExecutor, @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let somethingToDo = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [UnownedJob] = []

    private init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(somethingToDo, nil)
    }

    deinit {
        pthread_cond_destroy(somethingToDo)
        pthread_mutex_destroy(mutex)
        somethingToDo.deallocate()
        mutex.deallocate()
    }

    /// Runs `body`, which ends the process with the exit code that it gives.
    package static func exit(with body: @escaping @Sendable () async -> Int32) -> Never {
        let thread = CallingThread()
        // Nobody waits for the task because it ends the process.
        Task.detached(executorPreference: thread) {
            Glibc.exit(await body())
        }
        while true {
            thread.next().runSynchronously(on: thread.asUnownedTaskExecutor())
        }
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        // The queue of a thread that waits is owned by nobody but it.
        let job = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(job)
        pthread_cond_signal(somethingToDo)
        pthread_mutex_unlock(mutex)
    }

    private func next() -> UnownedJob {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while jobs.isEmpty { pthread_cond_wait(somethingToDo, mutex) }
        return jobs.removeFirst()
    }
}
