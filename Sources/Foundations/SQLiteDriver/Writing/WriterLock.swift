import Glibc
import SQLKit
import Telemetry

/// The lock that a process holds while it writes to the file: an `flock` on a file beside it.
///
/// SQLite before 3.51.3 can damage the file when two connections write or checkpoint at one time
/// (sqlite.org, "WAL-reset bug"), so only who has this lock does either. The kernel drops it when
/// the process ends, however it ends.
///
/// To be used by one thread at a time.
final class WriterLock {
    private let path: String
    private let wait: Duration
    private let isVain: @Sendable () -> Bool
    private var waiter: LockWaiter?

    /// - Parameter isVain: Asked now and then while it waits: whether to give up.
    init(path: String, wait: Duration, isVain: @escaping @Sendable () -> Bool = { false }) {
        self.path = path
        self.wait = wait
        self.isVain = isVain
    }

    /// Takes the lock, waiting for who has it.
    func acquire() throws(SQLError) {
        while true {
            let opened = try open()
            guard try opened.acquire(within: wait, unless: isVain) else {
                throw SQLError(
                    .locked,
                    "Another process holds the writer lock '\(path)' and did not let go of it.",
                    hint: "See who has it with: fuser -v '\(path)'"
                )
            }
            if opened.isFile(at: path) { return }
            // Somebody removed the file; who comes now would lock another one of that name.
            opened.release()
            waiter = nil
        }
    }

    func release() {
        waiter?.release()
    }

    /// Lets go of the lock and its file.
    func close() {
        release()
        waiter = nil
    }

    private func open() throws(SQLError) -> LockWaiter {
        if let waiter { return waiter }
        let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno, "open the writer lock", path) }
        let opened = try LockWaiter(file)
        waiter = opened
        return opened
    }
}

/// One open lock file, and the thread that waits for it where the lock is not free.
///
/// `flock` knows no deadline. Where it would wait, a thread waits in its place, and the caller
/// waits for that thread with one. A thread whose caller gave up stays until it has the lock, lets
/// go of it at once, and serves the next caller who comes before that.
private final class LockWaiter: Sendable {
    private enum Wait { case none, running, abandoned, done(errno: Int32) }
    private enum Step { case done, giveUp, waitForThread, startThread }

    /// How often a waiting caller is asked whether it still makes sense.
    private static let turnMilliseconds: Int64 = 25

    private let file: Int32
    // The thread writes a byte into one end when it is done.
    private let doneReader: Int32
    private let doneWriter: Int32
    private let state = Lock(Wait.none)

    init(_ file: Int32) throws(SQLError) {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            let number = errno
            Glibc.close(file)
            throw .system(number, "wait for", "the writer lock")
        }
        self.file = file
        doneReader = ends[0]
        doneWriter = ends[1]
    }

    deinit {
        Glibc.close(file)
        Glibc.close(doneReader)
        Glibc.close(doneWriter)
    }

    /// Whether the lock was free within `limit`.
    func acquire(
        within limit: Duration,
        unless isVain: @Sendable () -> Bool
    ) throws(SQLError) -> Bool {
        let step = try state.withLock { state throws(SQLError) -> Step in
            if case .abandoned = state {
                // That thread shares our lock: an attempt beside it could succeed, and the thread
                // would then give back what we hold.
                state = .running
                return .waitForThread
            }
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return .done }
            guard errno == EWOULDBLOCK else { throw Self.failure(errno) }
            guard limit > .zero else { return .giveUp }
            state = .running
            return .startThread
        }
        switch step {
        case .done: return true
        case .giveUp: return false
        case .waitForThread: break
        case .startThread:
            do throws(SQLError) {
                // The closure keeps the file open until the thread is done.
                try startThread { self.waitForLock() }
            } catch {
                state.withLock { $0 = .none }
                throw error
            }
        }
        return try waitForThread(limit, unless: isVain)
    }

    func release() {
        flock(file, LOCK_UN)
    }

    /// Whether the file that was opened still has this name.
    func isFile(at path: String) -> Bool {
        var own = stat()
        var named = stat()
        return fstat(file, &own) == 0 && stat(path, &named) == 0
            && own.st_ino == named.st_ino && own.st_dev == named.st_dev
    }

    private func waitForThread(
        _ limit: Duration,
        unless isVain: @Sendable () -> Bool
    ) throws(SQLError) -> Bool {
        let (seconds, attoseconds) = limit.components
        var left = max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000)
        var descriptor = pollfd(fd: doneReader, events: Int16(POLLIN), revents: 0)
        while true {
            let turn = min(left, Self.turnMilliseconds)
            let outcome = poll(&descriptor, 1, Int32(turn))
            if outcome < 0, errno == EINTR { continue }
            left -= turn
            if outcome != 0 || left == 0 || isVain() { break }
        }

        let number = state.withLock { state -> Int32? in
            guard case .done(let number) = state else {
                state = .abandoned
                return nil
            }
            state = .none
            return number
        }
        guard let number else { return false }
        var byte: UInt8 = 0
        read(doneReader, &byte, 1)
        guard number == 0 else { throw Self.failure(number) }
        return true
    }

    private func waitForLock() {
        var number: Int32
        repeat {
            number = flock(file, LOCK_EX) == 0 ? 0 : errno
        } while number == EINTR
        state.withLock { state in
            if case .abandoned = state {
                flock(file, LOCK_UN)
                state = .none
            } else {
                state = .done(errno: number)
                var byte: UInt8 = 1
                write(doneWriter, &byte, 1)
            }
        }
    }

    private static func failure(_ number: Int32) -> SQLError {
        .system(number, "take", "the writer lock")
    }
}
