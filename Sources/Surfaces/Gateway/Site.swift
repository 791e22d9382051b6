import HTTPKit
import Operations

/// Pages for people, beside the operations: it has what no operation has a path for.
///
/// A browser shows no token, so a site knows by itself who looks; `Host` and `Origin` are checked
/// before it is asked.
package protocol Site: Sendable {
    /// The name under which a request is counted; `nil` for one that it has no page for.
    func name(of request: HTTPRequest) -> String?

    /// Answers a request for one of its pages.
    func answer(_ request: HTTPRequest, _ visit: SiteVisit) async -> HTTPResponse
}

/// What the gateway gives a site to answer with.
package struct SiteVisit: Sendable {
    /// Carries out operations in the name of whom their options name.
    package let caller: any OperationCaller
    /// The name of the workspace.
    package let workspace: @Sendable () throws -> String
    /// The revision of the ledger.
    package let head: @Sendable () throws -> Int64
    /// A stream of what changes: names and ids, for a page that then asks again.
    ///
    /// The check is made again as long as the stream lasts.
    package let changes:
        @Sendable (_ after: Int64?, _ isAllowed: @escaping @Sendable () -> Bool) throws ->
            HTTPResponse

    package init(
        caller: any OperationCaller,
        workspace: @escaping @Sendable () throws -> String,
        head: @escaping @Sendable () throws -> Int64,
        changes:
            @escaping @Sendable (Int64?, @escaping @Sendable () -> Bool) throws -> HTTPResponse
    ) {
        self.caller = caller
        self.workspace = workspace
        self.head = head
        self.changes = changes
    }
}
