import Digests
import HTTPKit
import Model
import Operations

/// An error as a problem document (RFC 9457).
struct Problem {
    let report: ErrorReport
    let status: HTTPStatus
    /// The path that was asked, where it could be read.
    let instance: String?

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "type": .string("urn:worklead:error:" + report.code),
            "title": .string(report.category.title),
            "status": .integer(Int64(status.rawValue)),
            "detail": .string(report.message),
        ]
        members["instance"] = instance.map { .string($0) }
        // The members of the error report stand beside, as every surface has them.
        if case .object(let own) = report.json { members.merge(own) { old, _ in old } }
        return .object(members)
    }

    var response: HTTPResponse {
        var response = HTTPResponse(
            status,
            headers: ["Content-Type": "application/problem+json", "Cache-Control": "no-store"],
            body: json.canonicalBytes
        )
        if status == .unauthorized {
            response.headers.set("WWW-Authenticate", "Bearer")
        }
        // Another gateway may be here soon.
        if status == .unavailable { response.headers.set("Retry-After", "1") }
        return response
    }
}

extension ErrorCategory {
    /// The category in words.
    fileprivate var title: String {
        String(rawValue.map { $0 == "_" ? " " : $0 })
    }
}

/// What can be wrong with a request before it is anybody's operation.
package enum RequestError: Reportable, Equatable {
    case notFound(path: String, nearest: String?)
    case method(String, allowed: [String])
    case mediaType(String)
    case malformed(String)
    case unknownTag
    case stopping
    case workspaceGone

    package var code: String {
        switch self {
        case .notFound: "gateway.not_found"
        case .method: "gateway.method"
        case .mediaType: "gateway.media_type"
        case .malformed: "gateway.malformed_request"
        case .unknownTag: "gateway.unknown_tag"
        case .stopping: "gateway.stopping"
        case .workspaceGone: "gateway.workspace_gone"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .notFound: .notFound
        case .method, .mediaType, .malformed: .usage
        case .unknownTag: .conflict
        case .stopping, .workspaceGone: .unreachable
        }
    }

    package var message: String {
        switch self {
        case .notFound(let path, let nearest):
            "There is nothing at '\(path.printable(limit: 120))'."
                + (nearest.map { " Did you mean '\($0)'?" } ?? "")
        case .method(let method, let allowed):
            "\(method) is not answered here, but \(allowed.joined(separator: " and ")) is."
        case .mediaType(let type):
            "The body must be application/json, not '\(type.printable(limit: 80))'."
        case .malformed(let sentence): sentence
        case .unknownTag: "'If-Match' is not the ETag of an earlier answer."
        case .stopping: "The gateway is stopping."
        case .workspaceGone: "The workspace was deleted, so the gateway ends."
        }
    }

    package var hint: String? {
        switch self {
        case .notFound: "/openapi.json lists what there is."
        case .unknownTag: "A read answers with an ETag; show that."
        case .method, .mediaType, .malformed, .stopping, .workspaceGone: nil
        }
    }
}
