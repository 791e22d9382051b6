/// Runs a job at once, on the thread that makes it ready.
///
/// For tasks that only pass through: a first piece on the thread that a request came in by, and the
/// rest on the thread that did what it waited for. It saves two wake-ups of another thread, which
/// cost more than such pieces do. What waits or takes long must not come here: it would hold up the
/// thread it happens to be on.
package final class PassingThreads: TaskExecutor {
    package init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        UnownedJob(job).runSynchronously(on: asUnownedTaskExecutor())
    }
}
