import Glibc

/// Threads on which tasks may wait: for a disk, for git, for a replay of an hour.
///
/// Swift's own threads are as many as the machine has cores, and one that waits is lost to all. As
/// an executor preference, this runs a task on threads of its own; there are as many as jobs wait
/// at one time, up to the limit, and they stay. Idle threads cost a stack and no wake-up.
// Safe: the queue and the counts are reached only while the mutex is held.
package final class WorkerThreads: TaskExecutor, @unchecked Sendable {
    private let threadsMax: Int
    private let stackBytes: Int
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let somethingToDo = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var jobs: [UnownedJob] = []
    private var first = 0
    private var threads = 0
    private var idle = 0

    /// - Parameter stackBytes: Of each thread; address space, not memory.
    package init(threadsMax: Int, stackBytes: Int = 1 << 20) {
        self.threadsMax = threadsMax
        self.stackBytes = stackBytes
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(somethingToDo, nil)
    }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        pthread_mutex_lock(mutex)
        jobs.append(job)
        let wanted = idle < jobs.count - first && threads < threadsMax
        if wanted { threads += 1 }
        if idle > 0 { pthread_cond_signal(somethingToDo) }
        pthread_mutex_unlock(mutex)
        guard wanted, !start() else { return }
        pthread_mutex_lock(mutex)
        threads -= 1
        let nobody = threads == 0
        pthread_mutex_unlock(mutex)
        // The system gives no thread at all: this one has to do it.
        if nobody, let job = takeNow() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func start() -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackBytes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let outcome = pthread_create(&thread, &attributes, workerMain, context.toOpaque())
        if outcome != 0 { context.release() }
        return outcome == 0
    }

    fileprivate func work() -> Never {
        while true { take().runSynchronously(on: asUnownedTaskExecutor()) }
    }

    private func take() -> UnownedJob {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while first == jobs.count {
            idle += 1
            pthread_cond_wait(somethingToDo, mutex)
            idle -= 1
        }
        return removeFirst()
    }

    private func takeNow() -> UnownedJob? {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return first < jobs.count ? removeFirst() : nil
    }

    private func removeFirst() -> UnownedJob {
        defer {
            first += 1
            // What is done is cut off in large pieces, since cutting moves the rest.
            if first == jobs.count || first > 1024 {
                jobs.removeFirst(first)
                first = 0
            }
        }
        return jobs[first]
    }
}

/// Where each thread begins; global, so that it is bound to no actor.
private func workerMain(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let context else { return nil }
    Unmanaged<WorkerThreads>.fromOpaque(context).takeRetainedValue().work()
}
