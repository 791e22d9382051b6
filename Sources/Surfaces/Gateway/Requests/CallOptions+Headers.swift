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
        if members.isEmpty { self.init() } else { try self.init(json: .object(members)) }
        session = grant.session
        credential = grant.credential
        if let tag = request.headers["If-Match"], !isGet {
            guard let revision = EntityTag.revision(of: tag.trimmingBlanks) else {
                throw RequestError.unknownTag
            }
            unchangedSince = revision
        }
    }

    /// A key in quotation marks, as the header's draft wants it, or without them.
    private static func unquoted(_ key: String) throws -> String {
        let inner =
            key.hasPrefix("\"") && key.hasSuffix("\"") && key.count >= 2
            ? String(key.dropFirst().dropLast()) : key
        let isQuoted = inner.utf8.count < key.utf8.count
        let isText = inner.utf8.allSatisfy {
            (0x21...0x7E).contains($0) && $0 != 0x22 || ($0 == 0x20 && isQuoted)
        }
        guard isText, (1...255).contains(inner.utf8.count) else {
            throw RequestError.malformed(
                "'\(HTTPNames.idempotencyKey)' must be 1 to 255 characters of ASCII in "
                    + "quotation marks."
            )
        }
        return inner
    }

    /// What that comes to, as a schema.
    static let idempotencyKeySchema: JSONValue = [
        "type": "string", "minLength": 1, "maxLength": 257,
        "pattern": #"^([!#-~]{1,255}|"[ !#-~]{1,255}")$"#, "examples": ["\"deliver-P07-B4-1\""],
    ]
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
