import HTTPKit
import Model
import Operations

extension ErrorReport {
    /// The nouns whose usage errors are all about what a well-formed request carries.
    private static let ofContent = [
        "decision.", "finding.", "followup.", "lane.", "link.", "manifest.", "memory.", "message.",
        "plan.", "review.", "run.", "session.", "spec.", "task.", "wave.", "window.",
    ]

    /// The HTTP status that says the same; the code says it exactly.
    package var status: HTTPStatus {
        switch code {
        case "gateway.no_token", "gateway.bad_token", "session.absent", "session.forged",
            "session.ended", "session.unproven":
            return .unauthorized
        case "gateway.foreign_host": return .misdirected
        case "gateway.not_found", "operation.unknown": return .notFound
        case "gateway.method": return .methodNotAllowed
        case "gateway.media_type": return .unsupportedMediaType
        case "request.stale", "gateway.unknown_tag": return .preconditionFailed
        // The request is well formed; what it carries or where it comes from does not do.
        case "request.key_reused", "verdict.no_finding", "git.name_refused",
            "gate.nothing_to_judge":
            return .unprocessable
        case _ where code.hasPrefix("document."): return .unprocessable
        case _ where category == .usage && Self.ofContent.contains { code.hasPrefix($0) }:
            return .unprocessable
        default: return category.status
        }
    }
}

extension ErrorCategory {
    fileprivate var status: HTTPStatus {
        switch self {
        case .failure: .internalFault
        case .usage: .badRequest
        case .notFound: .notFound
        case .conflict, .needsDecision, .wouldChange: .conflict
        case .checkFailed: .unprocessable
        case .notAllowed: .forbidden
        case .unreachable, .timedOut, .interrupted: .unavailable
        }
    }
}
