import Digests
import Model

/// The one document that a program gets for an answer, the same from every surface.
///
/// ```json
/// {"count":2,"data":[…],"next":"c_9","ok":true,"rev":8812,"schema":"task.list/1","total":47}
/// ```
///
/// Members that say nothing are left out: no `already` means that the change was made now.
package struct Envelope: Sendable, Equatable {
    /// The shape of the data, with its version: `task.list/1`.
    package var schema: String
    package var revision: Int64?
    /// The answer; for a page, its items.
    package var data: JSONValue
    /// How many there are in all, where the data is a page.
    package var total: Int?
    /// The cursor for the rest of the pages.
    package var next: String?
    package var already = false
    /// Whether the call is in the outbox, and the data says as what.
    package var isQueued = false
    package var isDryRun = false
    /// The events a dry run would have written.
    package var events: [JSONValue] = []
    /// What went less well than it should, in sentences.
    package var warnings: [String] = []
    /// Why the answer is a bad one, where a check was carried out and failed.
    package var failure: ErrorReport?

    package init(schema: String, data: JSONValue, revision: Int64? = nil) {
        self.schema = schema
        self.data = data
        self.revision = revision
    }

    /// The envelope of a reply; a page's items become the data.
    package init<O: Operation>(_ reply: Reply<O.Output>, of operation: O.Type) {
        self.init(schema: O.schemaName, data: reply.output.json, revision: reply.revision)
        if let page = reply.output as? any PagedRecord {
            data = page.itemsJSON
            total = page.total
            next = page.next
        }
        already = reply.already
        isDryRun = reply.isDryRun
        events = reply.events
    }

    /// How many items the data has, where it is a list.
    package var count: Int? {
        guard case .array(let items) = data else { return nil }
        return items.count
    }

    /// The document.
    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "ok": .bool(failure == nil),
            "schema": .string(schema),
            "data": data,
        ]
        members["rev"] = revision.map { .integer($0) }
        members["count"] = count.map { .integer(Int64($0)) }
        members["total"] = total.map { .integer(Int64($0)) }
        members["next"] = next.map { .string($0) }
        if already { members["already"] = true }
        if isQueued { members["queued"] = true }
        if isDryRun {
            members["dry_run"] = true
            members["events"] = .array(events)
        }
        if !warnings.isEmpty { members["warnings"] = .array(warnings.map { .string($0) }) }
        members["error"] = failure?.json
        return .object(members)
    }
}

/// A record that is some of many, of whatever items.
package protocol PagedRecord: Record {
    /// The items, each as its document.
    var itemsJSON: JSONValue { get }
    /// How many there are in all.
    var total: Int { get }
    var next: String? { get }
}

extension Page: PagedRecord {
    package var itemsJSON: JSONValue { .array(items.map(\.json)) }
}
