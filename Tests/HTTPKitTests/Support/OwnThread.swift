import Glibc
import Telemetry

/// A thread that runs tasks, so that a client may block on it without holding up the tasks of
/// others: there are only as many shared threads as processors.
final class OwnThread: TaskExecutor {
    private final class Queue: Sendable {
        /// Each with the thread's executor, which lives as long as it has jobs.
        let jobs = Lock<[(job: UnownedJob, executor: OwnThread)]>([])
        let reader: Int32
        let writer: Int32

        init() {
            var ends: [Int32] = [-1, -1]
            precondition(pipe(&ends) == 0, "there are no descriptors left")
            reader = ends[0]
            writer = ends[1]
        }

        deinit {
            close(reader)
        }
    }

    private let queue = Queue()

    init() {
        var thread = pthread_t()
        let outcome = pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                let queue = Unmanaged<Queue>.fromOpaque(context).takeRetainedValue()
                var byte: UInt8 = 0
                while read(queue.reader, &byte, 1) == 1 {
                    let (job, executor) = queue.jobs.withLock { $0.removeFirst() }
                    job.runSynchronously(on: executor.asUnownedTaskExecutor())
                }
                return nil
            },
            Unmanaged.passRetained(queue).toOpaque()
        )
        precondition(outcome == 0, "there is no thread left")
        pthread_detach(thread)
    }

    deinit {
        // The thread reads its end, and ends.
        close(queue.writer)
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.jobs.withLock { $0.append((job, self)) }
        var byte: UInt8 = 1
        write(queue.writer, &byte, 1)
    }
}
