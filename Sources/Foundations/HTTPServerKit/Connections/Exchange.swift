import CHTTPServer
import Glibc
import HTTPKit
import Telemetry

/// One request and its response.
// Safe: the library's thread alone touches the variables; what others do goes through `step`.
final class Exchange: @unchecked Sendable {
    /// How far it has come.
    private enum Step {
        case receiving
        /// The handler was asked, and the library's thread has not come back yet.
        case asked
        /// The library does nothing until it is resumed.
        case suspended
        case answered(HTTPResponse)
        /// It is being sent.
        case sent(HTTPBodyStream?)
        case over
    }

    let presence = HTTPClientPresence()
    private let connection: ServerConnection
    private let handle: Handle
    private let step = Lock(Step.receiving)
    private var head: RequestHead
    private var accepted: RequestHead.Accepted?
    private var body: [UInt8] = []

    init(_ connection: ServerConnection, handle: Handle, target: UnsafeRawBufferPointer) {
        self.connection = connection
        self.handle = handle
        head = RequestHead(target: target, limits: connection.keeper.limits)
    }

    // MARK: What the library's thread calls

    func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        head.append(name, value)
    }

    /// The header is complete.
    func check(method: String, minor: Int, size: Int, isExact: Bool) -> Verdict {
        let keeper = connection.keeper
        do throws(HTTPRefusal) {
            let accepted = try head.check(
                method: method,
                minor: minor,
                size: size,
                isExact: isExact,
                last: connection.lastTarget,
                limits: keeper.limits
            )
            self.accepted = accepted
            connection.lastTarget = accepted.target
            if accepted.bodyBytes == 0 {
                connection.clearDeadline()
            } else {
                if let count = accepted.bodyBytes { body.reserveCapacity(min(count, 256 * 1024)) }
                connection.setReceivingDeadline(after: keeper.limits.body)
            }
            return .goOn
        } catch {
            return send(keeper.refuse(error), closing: true)
        }
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Verdict {
        let limit = connection.keeper.limits.bodyBytesMax
        guard body.count + bytes.count <= limit else {
            // The library takes no answer while a body comes in. Nothing else was sent since the
            // request before, so the answer goes out past it, and then the connection ends.
            RawAnswer.send(
                connection.keeper.refuse(.bodyTooLarge(bytesMax: limit)),
                to: connection.descriptor
            )
            return .close
        }
        body.append(contentsOf: bytes)
        return .goOn
    }

    /// The request is complete, or it was resumed.
    func answer() -> Verdict {
        let response: HTTPResponse? = step.withLock { step in
            switch step {
            case .receiving:
                step = .asked
                return nil
            case .answered(let response):
                return response
            case .asked, .suspended, .sent, .over:
                step = .over
                return nil
            }
        }
        if let response { return send(response) }
        let isAsked = step.withLock { if case .asked = $0 { true } else { false } }
        guard isAsked, let accepted else { return .close }
        connection.clearDeadline()
        let request = HTTPRequest(
            method: accepted.method,
            target: accepted.target,
            headers: head.headers,
            body: body,
            peer: connection.peer,
            presence: presence
        )
        body = []
        switch connection.keeper.handler(request) {
        case .now(let response):
            return send(response)
        case .promised(let promise):
            promise.whenKept { self.deliver($0) }
        case .later(let work):
            // The connection waits for it; a stop waits too, as long as it is patient.
            Task { self.deliver(await work()) }
        }
        return wait()
    }

    /// It is over, however it ended.
    func end() {
        step.withLock { $0 = .over }
        connection.end()
    }

    // MARK: What any thread calls

    /// Whether the request is still being received.
    var isIncomplete: Bool { step.withLock { if case .receiving = $0 { true } else { false } } }

    /// The client went away.
    ///
    /// What it asked for is done all the same, but a stream has no reader.
    func leave() {
        presence.leave()
        stream?.cut()
    }

    /// The server stops.
    func retire() {
        stream?.finish()
    }

    /// The server stops now.
    func abandon() {
        let stream: HTTPBodyStream? = step.withLock { step in
            if case .sent(let stream) = step { return stream }
            // Under the lock, so that it can't come after the library has stopped.
            if case .suspended = step { handle.resume() }
            step = .over
            return nil
        }
        stream?.cut()
    }

    private var stream: HTTPBodyStream? {
        step.withLock { if case .sent(let stream) = $0 { stream } else { nil } }
    }

    private func deliver(_ response: HTTPResponse) {
        let isLate = step.withLock { step in
            switch step {
            case .asked:
                step = .answered(response)
            case .suspended:
                step = .answered(response)
                handle.resume()
            case .receiving, .answered, .sent, .over:
                return true
            }
            return false
        }
        if isLate, case .stream(let stream) = response.body { stream.detach() }
    }

    private func wait() -> Verdict {
        let response: HTTPResponse? = step.withLock { step in
            switch step {
            case .answered(let response):
                return response
            case .asked:
                handle.suspend()
                step = .suspended
                return nil
            case .receiving, .suspended, .sent, .over:
                step = .over
                return nil
            }
        }
        if let response { return send(response) }
        return step.withLock { if case .over = $0 { .close } else { .goOn } }
    }

    private func send(_ response: HTTPResponse, closing: Bool = false) -> Verdict {
        var stream: HTTPBodyStream?
        if case .stream(let body) = response.body { stream = body }
        let isOver = step.withLock { step in
            if case .over = step { return true }
            step = .sent(stream)
            return false
        }
        let closing = closing || connection.keeper.isStopping
        guard !isOver, let outgoing = OutgoingResponse(response, closing: closing) else {
            stream?.detach()
            return .close
        }
        if let stream {
            connection.clearDeadline()
            attach(stream)
        } else {
            connection.setDeadline(after: connection.keeper.limits.response)
        }
        guard outgoing.send(on: handle, status: response.status) else { return .close }
        // Both can have come while the stream was on its way here.
        if presence.isGone { stream?.cut() }
        if connection.keeper.isStopping { stream?.finish() }
        return .goOn
    }

    private func attach(_ stream: HTTPBodyStream) {
        let connection = connection
        let handle = handle
        stream.attach(
            HTTPBodyStream.Reader(
                suspend: { handle.suspend() },
                wake: { handle.resume() },
                isBehind: { isBehind in
                    if isBehind {
                        connection.setDeadline(after: connection.keeper.limits.response)
                    } else {
                        connection.clearDeadline()
                    }
                },
                cut: { connection.cut() }
            )
        )
    }
}
