import Glibc

/// Does the work on that many threads of the system at once; tasks would have no more than there
/// are cores.
func onThreads(_ count: Int, _ work: @escaping @Sendable (Int) throws -> Void) throws {
    let errors = ThreadErrors()
    let threads = (0..<count).map { number in
        let start = ThreadStart { errors.note { try work(number) } }
        var thread = pthread_t()
        let status = pthread_create(
            &thread,
            nil,
            runThread,
            Unmanaged.passRetained(start).toOpaque()
        )
        return status == 0 ? thread : nil
    }
    for thread in threads.compactMap(\.self) { pthread_join(thread, nil) }
    guard threads.allSatisfy({ $0 != nil }) else { throw FixtureError("no more threads") }
    if let first = errors.first { throw first }
}

private func runThread(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let context {
        Unmanaged<ThreadStart>.fromOpaque(context).takeRetainedValue().body()
    }
    return nil
}

private final class ThreadStart: Sendable {
    let body: @Sendable () -> Void

    init(_ body: @escaping @Sendable () -> Void) {
        self.body = body
    }
}

/// The errors of threads.
///
/// The mutex guards them.
private final class ThreadErrors: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var errors: [any Error] = []

    init() {
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    func note(_ work: () throws -> Void) {
        do {
            try work()
        } catch {
            pthread_mutex_lock(mutex)
            errors.append(error)
            pthread_mutex_unlock(mutex)
        }
    }

    /// Read when all threads have ended.
    var first: (any Error)? { errors.first }
}
