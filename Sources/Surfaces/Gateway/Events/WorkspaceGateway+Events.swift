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
        var options = CallOptions()
        options.session = grant.session
        options.credential = grant.credential
        let first = input
        let asked = options
        let stream = HTTPBodyStream(bufferBytesMax: 1 << 20)
        feed.opened()
        // The stream owns it: it ends when the client goes or the gateway stops.
        let task = Task(executorPreference: runners.quick) { [self] in
            await run(stream, first, asked, caller)
            feed.closed()
        }
        stream.whenClosed { task.cancel() }
        return .events(stream)
    }

    private func run(
        _ stream: HTTPBodyStream,
        _ first: ListEvents.Input,
        _ options: CallOptions,
        _ caller: any OperationCaller
    ) async {
        var input = first
        var after = first.after ?? 0
        do {
            try await stream.send(Array("retry: 1000\n\n".utf8))
            while true {
                input.after = after
                let page = try await caller.call(ListEvents.self, input, options).output
                for event in page.events { try await stream.send(Self.frame(event)) }
                let isFull = page.events.count == input.limit
                // A page that is not full has seen all up to the head of its own snapshot.
                after = isFull ? page.events.last?["seq"]?.int64Value ?? page.head : page.head
                if isFull { continue }
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

    private static func frame(_ event: JSONValue) -> [UInt8] {
        let id = event["seq"]?.int64Value ?? 0
        let type = event["type"]?.stringValue ?? "event"
        return Array("id: \(id)\nevent: \(type)\ndata: \(event.canonicalText)\n\n".utf8)
    }
}
