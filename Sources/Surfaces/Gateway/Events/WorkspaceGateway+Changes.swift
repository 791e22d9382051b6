import Digests
import HTTPKit
import Model
import Operations

// What changes, for pages: no more than what is needed to ask again.
extension WorkspaceGateway {
    /// So many missed changes are told in one word.
    private static let changesMax = 200

    /// Names and ids of what happens after a revision, and a beat while nothing does.
    func changes(
        after: Int64?,
        isAllowed: @escaping @Sendable () -> Bool
    ) throws -> HTTPResponse {
        let head = try backend.head()
        let caller = backend.caller(at: nil)
        let stream = HTTPBodyStream(bufferBytesMax: 1 << 18)
        feed.opened()
        // The stream owns it: it ends when the client goes or the gateway stops.
        let task = Task(executorPreference: runners.quick) { [self] in
            await tell(stream, after: min(after ?? head, head), caller, isAllowed)
            feed.closed()
        }
        stream.whenClosed { task.cancel() }
        return .events(stream)
    }

    private func tell(
        _ stream: HTTPBodyStream,
        after first: Int64,
        _ caller: any OperationCaller,
        _ isAllowed: @Sendable () -> Bool
    ) async {
        var after = first
        do {
            try await stream.send(Array("retry: 1000\n\n".utf8) + Self.frame("hello", after))
            while true {
                let seen = after
                let page = try await changePages.page(after: seen) {
                    try await Self.changes(after: seen, caller)
                }
                if page.endsSessions, !isAllowed() { return stream.finish() }
                if page.isFull {
                    after = try backend.head()
                    try await stream.send(Self.frame("resync", after))
                } else {
                    after = page.next
                    if !page.bytes.isEmpty { try await stream.send(page.bytes) }
                }
                waiting: while true {
                    switch await feed.wait(beyond: after) {
                    case .news: break waiting
                    case .heartbeat:
                        guard isAllowed() else { return stream.finish() }
                        try await stream.send(Self.frame("beat", after))
                    case .stop: return stream.finish()
                    }
                }
            }
        } catch is HTTPStreamError {
            // The browser has gone, or was too slow: it comes again with the last id it has.
            stream.cut()
        } catch {
            // The ledger can't be read: a stream that only stays silent would look healthy.
            let report = ErrorReport(error)
            _ = stream.offer(Array("event: error\ndata: \(report.json.canonicalText)\n\n".utf8))
            stream.finish()
        }
    }

    private static func changes(
        after revision: Int64,
        _ caller: any OperationCaller
    ) async throws -> EventPages.Page {
        let input = ListEvents.Input { input in
            input.after = revision
            input.limit = changesMax
        }
        let events = try await caller.call(ListEvents.self, input, CallOptions()).output
        var page = EventPages.Page(next: events.head)
        page.isFull = events.events.count == changesMax
        for event in events.events {
            let type = event["type"]?.stringValue ?? ""
            let seq = event["seq"]?.int64Value ?? 0
            let told: JSONValue = [
                "type": .string(type), "subject": event["subject"] ?? .null, "seq": .integer(seq),
            ]
            page.bytes += Array("id: \(seq)\nevent: change\ndata: \(told.canonicalText)\n\n".utf8)
            if type.hasPrefix("session.") || type.hasPrefix("agent.") { page.endsSessions = true }
        }
        return page
    }

    private static func frame(_ event: String, _ revision: Int64) -> [UInt8] {
        Array("event: \(event)\ndata: {\"revision\":\(revision)}\n\n".utf8)
    }
}
