import Glibc
import SQLKit

/// A write that waits to share a transaction.
protocol GroupedWrite: AnyObject, Sendable {
    /// Does the work; the outcome is not certain before `finish`.
    func run(in transaction: any SQLTransaction) throws
    /// Notes that this write failed and was undone alone.
    func fail(_ error: any Error)
    /// Tells the caller: its own failure, else that of the shared transaction, else its answer.
    func finish(_ failure: (any Error)?)
}

/// Writes of many callers, which one thread commits together.
// Safe: everything that changes is guarded by `mutex`.
final class CommitQueue: @unchecked Sendable {
    /// Enough to spread a flush over, few enough that the first does not wait long for the last.
    static let groupMax = 512

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let somethingToDo = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private let commit: @Sendable ([any GroupedWrite]) -> Void
    private var waiting: [any GroupedWrite] = []
    private var isClosed = false
    private var thread: pthread_t?

    /// - Parameter commit: Runs a group and tells each of it its outcome.
    init(_ commit: @escaping @Sendable ([any GroupedWrite]) -> Void) {
        self.commit = commit
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(somethingToDo, nil)
    }

    deinit {
        pthread_cond_destroy(somethingToDo)
        pthread_mutex_destroy(mutex)
        somethingToDo.deallocate()
        mutex.deallocate()
    }

    /// Adds a write, which will hear its outcome whatever happens.
    func add(_ write: any GroupedWrite) {
        let refusal = locked { () -> SQLError? in
            guard !isClosed else { return .misuse("The store was used after it was closed.") }
            do throws(SQLError) {
                if thread == nil {
                    thread = try startThread(joinable: true) { self.commitGroups() }
                }
            } catch {
                return error
            }
            waiting.append(write)
            if waiting.count == 1 { pthread_cond_signal(somethingToDo) }
            return nil
        }
        if let refusal { write.finish(refusal) }
    }

    /// Refuses further writes and waits until those that were added have their outcome.
    func close() {
        let thread = locked { () -> pthread_t? in
            isClosed = true
            pthread_cond_signal(somethingToDo)
            defer { self.thread = nil }
            return self.thread
        }
        guard let thread else { return }
        if pthread_equal(thread, pthread_self()) != 0 {
            // The last owner let go of the store inside a write; the thread ends after it.
            pthread_detach(thread)
        } else {
            pthread_join(thread, nil)
        }
    }

    private func commitGroups() {
        while true {
            let group = locked { () -> [any GroupedWrite] in
                while waiting.isEmpty, !isClosed { pthread_cond_wait(somethingToDo, mutex) }
                let group = Array(waiting.prefix(Self.groupMax))
                waiting.removeFirst(group.count)
                return group
            }
            if group.isEmpty { return }
            commit(group)
        }
    }

    private func locked<Answer>(_ body: () -> Answer) -> Answer {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// A caller's write and the continuation that waits for its outcome.
// Safe: the thread that commits is the only one to touch it once it is queued.
final class QueuedWrite<Answer: Sendable>: GroupedWrite, @unchecked Sendable {
    private let body: @Sendable (any SQLTransaction) throws -> Answer
    private let continuation: CheckedContinuation<Answer, any Error>
    private var outcome: Result<Answer, any Error>?

    init(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> Answer,
        _ continuation: CheckedContinuation<Answer, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(in transaction: any SQLTransaction) throws {
        outcome = .success(try body(transaction))
    }

    func fail(_ error: any Error) {
        outcome = .failure(error)
    }

    func finish(_ failure: (any Error)?) {
        switch (outcome, failure) {
        case (.failure(let own), _): continuation.resume(throwing: own)
        case (_, let failure?): continuation.resume(throwing: failure)
        case (.success(let answer), nil): continuation.resume(returning: answer)
        case (nil, nil): preconditionFailure("a write was finished before it was run")
        }
    }
}
