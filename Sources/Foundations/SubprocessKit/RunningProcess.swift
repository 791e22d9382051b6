import CLinux
import Glibc

/// A program that was started and is not yet collected.
///
/// One thread at a time uses it. A handle that is dropped before the end ends the program's group
/// with SIGKILL, so that nothing is left behind by mistake; ``release()`` gives the program up on
/// purpose.
package final class RunningProcess {
    package let identity: ProcessIdentity
    private let program: String
    private let clock: @Sendable () -> Duration
    private let started: Duration
    private let pidfd: Int32
    private var input: InputPump?
    private var output: OutputPump?
    private var error: OutputPump?
    private var report: OutputPump?
    private var stopped: StopReason?
    private var result: ProcessResult?
    private var isReleased = false

    /// How a wait came to its end.
    package enum Outcome: Sendable, Hashable {
        case ended(ProcessResult)
        case limitReached
        case interrupted
    }

    init(
        starting subprocess: Subprocess,
        clock: @escaping @Sendable () -> Duration
    ) throws(SubprocessError) {
        var launch = try Launch(subprocess)
        self.clock = clock
        program = subprocess.program
        started = clock()
        let spawned = try launch.start()
        pidfd = spawned.pidfd
        identity = ProcessIdentity(
            id: spawned.pid,
            startTicks: clinux_process_start(spawned.pid)
        )
        input = launch.takeInput()
        output = launch.takeOutput()
        error = launch.takeError()
        report = launch.takeReport()
    }

    deinit {
        if result == nil, !isReleased {
            signalGroup(SIGKILL)
            waitForEnd()
            var ending = clinux_ending()
            clinux_reap(pidfd, &ending)
        }
        close(pidfd)
    }

    /// Whether it has ended; does not wait, and collects nothing.
    package var hasEnded: Bool {
        guard result == nil else { return true }
        var entry = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 0) == 1
    }

    /// Waits for the end, reading captured output meanwhile, and writing what is put into its
    /// input.
    ///
    /// - Parameters:
    ///   - limit: How long; `nil` is without end, zero only looks.
    ///   - canBeWoken: Whether ``InputPipe/wake()`` ends the wait as the limit does.
    package func wait(
        limit: Duration? = nil,
        interruption: Interruption? = nil,
        canBeWoken: Bool = false
    ) throws(SubprocessError) -> Outcome {
        if let result { return .ended(result) }
        let deadline = limit.map { clock() + $0 }
        return try withBuffer { buffer throws(SubprocessError) in
            while true {
                let remaining = deadline.map { max(.zero, $0 - clock()) }
                switch try look(for: remaining, interruption: interruption, buffer: buffer) {
                case .ended:
                    return .ended(try collect(buffer))
                case .interrupted:
                    return .interrupted
                case .timeOver:
                    return .limitReached
                case .progress:
                    if remaining == .zero { return .limitReached }
                    if canBeWoken, input?.pipe.takeWake() ?? false { return .limitReached }
                }
            }
        }
    }

    /// Ends the program's group: SIGTERM, and SIGKILL when it is not gone after `grace`.
    ///
    /// - Returns: The result; that of a program that had ended by itself carries no reason.
    package func terminate(
        grace: Duration,
        because reason: StopReason = .request
    ) throws(SubprocessError) -> ProcessResult {
        if let result { return result }
        if !hasEnded {
            stopped = reason
            if grace > .zero {
                signalGroup(SIGTERM)
                // A stopped process sees SIGTERM only when it goes on.
                signalGroup(SIGCONT)
                if case .ended(let result) = try wait(limit: grace) { return result }
            }
            signalGroup(SIGKILL)
        }
        while true {
            if case .ended(let result) = try wait() { return result }
        }
    }

    /// Sends a signal to the program alone.
    package func signal(_ number: Int32) {
        guard result == nil else { return }
        clinux_signal(pidfd, number)
    }

    /// Gives the program up: it goes on when this handle is dropped, and nobody collects it.
    package func release() {
        isReleased = true
    }
}

// MARK: - Waiting

extension RunningProcess {
    private enum Look {
        case progress
        case timeOver
        case interrupted
        case ended
    }

    /// How long to wait for an output to be closed after the program's group is gone, each time
    /// nothing comes, and how much is still read: a process outside the group may hold it and write
    /// for ever.
    private static let drainQuietMilliseconds: Int32 = 100
    private static let drainBytesMax = 4 << 20

    private func withBuffer<Value>(
        _ body: (UnsafeMutableRawBufferPointer) throws(SubprocessError) -> Value
    ) throws(SubprocessError) -> Value {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: OutputPump.chunkBytes,
            alignment: 16
        )
        defer { buffer.deallocate() }
        return try body(buffer)
    }

    private func look(
        for remaining: Duration?,
        interruption: Interruption?,
        buffer: UnsafeMutableRawBufferPointer
    ) throws(SubprocessError) -> Look {
        // poll skips entries with a negative descriptor.
        var entries = [
            pidfd, interruption?.descriptor ?? -1, output?.descriptor ?? -1,
            error?.descriptor ?? -1, report?.descriptor ?? -1, input?.pipe.descriptor ?? -1,
        ].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let isWriting = input?.isWaiting ?? false
        // Asked for nothing, poll still tells that nobody reads any more.
        let events = isWriting ? Int16(POLLOUT) : 0
        entries.append(pollfd(fd: input?.descriptor ?? -1, events: events, revents: 0))
        let count = poll(&entries, nfds_t(entries.count), Self.pollMilliseconds(remaining))
        guard count >= 0 else {
            if errno == EINTR { return .progress }
            throw .systemRefused(program: program, doing: "wait", errno: errno)
        }
        if count == 0 { return .timeOver }
        if entries[0].revents != 0 { return .ended }
        if entries[1].revents != 0 { return .interrupted }
        if entries[2].revents != 0 { _ = output?.take(into: buffer) }
        if entries[3].revents != 0 { _ = error?.take(into: buffer) }
        if entries[4].revents != 0 { _ = report?.take(into: buffer) }
        if entries[5].revents != 0, let input = input?.pipe { clinux_event_lower(input.descriptor) }
        if entries[6].revents & Int16(POLLERR) != 0 {
            input?.finish()
        } else if entries[5].revents != 0 || entries[6].revents != 0 {
            input?.give()
        }
        return .progress
    }

    /// Rounded up, so that a wait never ends just before its limit; at most an hour at a time.
    private static func pollMilliseconds(_ remaining: Duration?) -> Int32 {
        guard let remaining else { return -1 }
        let (seconds, attoseconds) = remaining.components
        if seconds >= 3600 { return 3_600_000 }
        let part = (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(seconds * 1000 + part)
    }

    private func collect(
        _ buffer: UnsafeMutableRawBufferPointer
    ) throws(SubprocessError) -> ProcessResult {
        let duration = clock() - started
        // Before the leader is collected: until then its number can't be given to another group.
        signalGroup(SIGKILL)
        input?.finish()
        var ending = clinux_ending()
        guard clinux_reap(pidfd, &ending) == 1 else {
            throw .systemRefused(program: program, doing: "collect the end", errno: errno)
        }
        drain(buffer)
        let result = ProcessResult(
            ending: ending.exited == 1 ? .exited(ending.value) : .signalled(ending.value),
            stopped: stopped,
            duration: duration,
            usage: ProcessUsage(
                userTime: .microseconds(ending.user_microseconds),
                systemTime: .microseconds(ending.system_microseconds),
                peakMemoryBytes: ending.peak_bytes
            ),
            output: output?.captured ?? CapturedOutput(),
            error: error?.captured ?? CapturedOutput(),
            report: report?.captured ?? CapturedOutput()
        )
        self.result = result
        return result
    }

    private func drain(_ buffer: UnsafeMutableRawBufferPointer) {
        var left = Self.drainBytesMax
        while left > 0 {
            let open = [output?.descriptor, error?.descriptor, report?.descriptor]
            var entries = open.compactMap(\.self).filter { $0 >= 0 }
                .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            if entries.isEmpty { return }
            let count = poll(&entries, nfds_t(entries.count), Self.drainQuietMilliseconds)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            left -= output?.take(into: buffer) ?? 0
            left -= error?.take(into: buffer) ?? 0
            left -= report?.take(into: buffer) ?? 0
        }
        output?.abandon()
        error?.abandon()
        report?.abandon()
    }

    private func signalGroup(_ number: Int32) {
        // ESRCH alone can come: all of the group have ended.
        kill(-identity.id, number)
    }

    private func waitForEnd() {
        var entry = pollfd(fd: pidfd, events: Int16(POLLIN), revents: 0)
        while poll(&entry, 1, -1) < 0, errno == EINTR { continue }
    }
}
