import Glibc
import SQLKit

/// Runs `body` on a new thread, which no signal interrupts.
///
/// - Returns: The thread, already detached unless `joinable`.
@discardableResult
func startThread(
    joinable: Bool = false,
    _ body: @escaping @Sendable () -> Void
) throws(SQLError) -> pthread_t {
    // Signals belong to the threads that expect them; a new thread inherits the mask.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }

    let work = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let outcome = pthread_create(&thread, nil, runThreadBody, work.toOpaque())
    guard outcome == 0 else {
        work.release()
        throw SQLError(.outOfMemory, "Cannot start a thread: \(String(errno: outcome)).")
    }
    if !joinable { pthread_detach(thread) }
    return thread
}

private final class ThreadBody {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}

private func runThreadBody(_ work: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let work {
        Unmanaged<ThreadBody>.fromOpaque(work).takeRetainedValue().run()
    }
    return nil
}
