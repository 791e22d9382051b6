import Digests
import HTTPKit
import Model
import Operations

// The live stream: server-sent events, in the ledger's order, each once.
extension WorkspaceGateway {
    /// Events after a revision, then those that come; from now on where nothing else is said.
    func events(
        _ request: HTTPRequest,
        _ grant: AccessPolicy.Grant
    ) async throws -> HTTPResponse {
        let caller = backend.caller(at: nil)
        var input = try ListEvents.Input { input in
            input.actor = try request.target.value("actor").map { try AgentID($0) }
            input.subject = request.target.value("subject")
            input.type = request.target.value("type")
            input.limit = 500
        }
        // What the browser has seen goes before what the address says.
        let seen = request.headers["Last-Event-ID"] ?? request.target.value("after")
        if let seen {
            guard let revision = Int64(seen), revision >= 0 else {
                throw RequestError.malformed(
                    "'\(seen.prefix(40))' is not a revision to go on from."
                )
            }
            input.after = revision
        } else {
            input.after = try backend.head()
        }
        let first = input
        let stream = HTTPBodyStream(bufferBytesMax: 1 << 20)
        feed.opened()
        // The stream owns it: it ends when the client goes or the gateway stops.
        let task = Task(executorPreference: runners.quick) { [self] in
            await run(stream, first, grant, caller)
            feed.closed()
        }
        stream.whenClosed { task.cancel() }
        return .events(stream)
    }

    private func run(
        _ stream: HTTPBodyStream,
        _ first: ListEvents.Input,
        _ grant: AccessPolicy.Grant,
        _ caller: any OperationCaller
    ) async {
        var after = first.after ?? 0
        do {
            try await stream.send(Array("retry: 1000\n\n".utf8))
            while true {
                let page = try await page(after: after, of: first, caller)
                if page.endsSessions { try prove(grant) }
                if !page.bytes.isEmpty { try await stream.send(page.bytes) }
                after = page.next
                if page.isFull { continue }
                waiting: while true {
                    switch await feed.wait(beyond: after) {
                    case .news: break waiting
                    case .heartbeat: try await stream.send(Array(": alive\n\n".utf8))
                    case .stop: return stream.finish()
                    }
                }
            }
        } catch is HTTPStreamError {
            // The client has gone, or was too slow: it comes again with the last id it has.
            stream.cut()
        } catch {
            // The ledger can't be read: a stream that only stays silent would look healthy.
            let report = ErrorReport(error)
            _ = stream.offer(Array("event: error\ndata: \(report.json.canonicalText)\n\n".utf8))
            stream.finish()
        }
    }

    private func page(
        after revision: Int64,
        of filter: ListEvents.Input,
        _ caller: any OperationCaller
    ) async throws -> EventPages.Page {
        let isFiltered = filter.actor != nil || filter.subject != nil || filter.type != nil
        if isFiltered { return try await Self.read(after: revision, of: filter, caller) }
        return try await pages.page(after: revision) {
            try await Self.read(after: revision, of: filter, caller)
        }
    }

    private static func read(
        after revision: Int64,
        of filter: ListEvents.Input,
        _ caller: any OperationCaller
    ) async throws -> EventPages.Page {
        var input = filter
        input.after = revision
        let events = try await caller.call(ListEvents.self, input, CallOptions()).output
        var page = EventPages.Page(next: events.head)
        for event in events.events {
            page.bytes += frame(event)
            let type = event["type"]?.stringValue ?? ""
            if type.hasPrefix("session.") || type.hasPrefix("agent.") { page.endsSessions = true }
        }
        // A page that is not full has seen all up to the head of its own snapshot.
        page.isFull = events.events.count == input.limit
        if page.isFull { page.next = events.events.last?["seq"]?.int64Value ?? events.head }
        return page
    }

    private static func frame(_ event: JSONValue) -> [UInt8] {
        let id = event["seq"]?.int64Value ?? 0
        let type = event["type"]?.stringValue ?? "event"
        return Array("id: \(id)\nevent: \(type)\ndata: \(event.canonicalText)\n\n".utf8)
    }
}
