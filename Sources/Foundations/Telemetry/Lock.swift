import Glibc

/// State that one thread at a time may touch.
///
/// Built on `pthread_mutex_t`: `Synchronization.Mutex` collapses when more threads want it than
/// there are processors (swiftlang/swift#88440), and the thread sanitizer cannot see it.
///
/// Never hold it across an `await`, and never take it twice on one thread: that stops the program
/// with a sentence rather than hanging it.
// Safe: `state` is reached only while the mutex is held, and both pointers live as long as this.
@safe
package final class Lock<State>: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    // Behind a pointer, because the thread sanitizer reports a stored property falsely.
    private let state: UnsafeMutablePointer<State>

    package init(_ initial: State) {
        unsafe mutex = .allocate(capacity: 1)
        unsafe state = .allocate(capacity: 1)
        unsafe state.initialize(to: initial)
        var attributes = pthread_mutexattr_t()
        unsafe pthread_mutexattr_init(&attributes)
        unsafe pthread_mutexattr_settype(&attributes, Int32(PTHREAD_MUTEX_ERRORCHECK))
        unsafe pthread_mutex_init(mutex, &attributes)
        unsafe pthread_mutexattr_destroy(&attributes)
    }

    deinit {
        unsafe pthread_mutex_destroy(mutex)
        unsafe mutex.deallocate()
        unsafe state.deinitialize(count: 1)
        unsafe state.deallocate()
    }

    /// Runs `body` alone with the state; waits for the thread that has it.
    package func withLock<Answer, Failure: Error>(
        _ body: (inout State) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        let outcome = unsafe pthread_mutex_lock(mutex)
        precondition(outcome == 0, "this thread already holds the lock")
        defer { unsafe pthread_mutex_unlock(mutex) }
        return try unsafe body(&state.pointee)
    }
}
