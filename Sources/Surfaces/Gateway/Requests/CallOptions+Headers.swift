import Digests
import HTTPKit
import Model
import Operations

extension CallOptions {
    /// What the headers say beside the input.
    init(_ request: HTTPRequest, _ grant: AccessPolicy.Grant, isGet: Bool) throws {
        var members: [String: JSONValue] = [:]
        if let key = request.headers[HTTPNames.idempotencyKey], !isGet {
            members["idempotency_key"] = .string(try Self.unquoted(key))
        }
        if let text = request.headers[HTTPNames.dryRun] {
            members["dry_run"] = text == "true" ? true : text == "false" ? false : .string(text)
        }
        members["as_agent"] = request.headers[HTTPNames.asAgent].map { .string($0) }
        members["claimed_time"] = request.headers[HTTPNames.claimedTime].map { .string($0) }
        try self.init(json: .object(members))
        session = grant.session
        credential = grant.credential
        if let tag = request.headers["If-Match"], !isGet {
            guard let revision = EntityTag.revision(of: tag.trimmingBlanks) else {
                throw RequestError.malformed("'If-Match' is not an ETag of an earlier answer.")
            }
            unchangedSince = revision
        }
    }

    /// A key in quotation marks, as the header's draft wants it, or without them.
    private static func unquoted(_ key: String) throws -> String {
        let inner =
            key.hasPrefix("\"") && key.hasSuffix("\"") && key.count >= 2
            ? String(key.dropFirst().dropLast()) : key
        guard !inner.isEmpty, inner.utf8.count <= 255, !inner.contains("\"") else {
            throw RequestError.malformed(
                "'\(HTTPNames.idempotencyKey)' must be a text of 1 to 255 bytes in quotation marks."
            )
        }
        return inner
    }
}

extension CallPlace {
    /// Where the caller says that it stands.
    init(header: String) throws {
        do {
            try self.init(json: try JSONValue(parsing: Array(header.utf8)))
        } catch let error as JSONError {
            throw RequestError.malformed("'\(HTTPNames.place)' is not JSON: \(error.message)")
        }
    }
}
