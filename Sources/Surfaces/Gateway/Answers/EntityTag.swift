import Digests
import HTTPKit

/// The tag of an answer (RFC 9110, 8.8.3): the ledger's revision, and a digest of the bytes.
///
/// The digest makes it a strong one; the revision lets a later change say what it was decided on.
struct EntityTag {
    let revision: Int64?
    let text: String

    init(of body: [UInt8], revision: Int64?) {
        self.revision = revision
        text = "\"r\(revision ?? 0)-\(Digest(of: body).hex.prefix(24))\""
    }

    /// Any text is a tag; one that was never given out names no answer.
    static let schema: JSONValue = [
        "type": "string", "examples": ["\"r41-2c26b46b68ffc68ff99b453c\""],
    ]

    /// The revision of a tag that was given out; `nil` for a text that was not.
    static func revision(of tag: some StringProtocol) -> Int64? {
        guard tag.hasPrefix("\"r"), tag.hasSuffix("\"") else { return nil }
        return Int64(tag.dropFirst(2).prefix { $0 != "-" && $0 != "\"" })
    }

    /// The tag of the same answer compressed: other bytes, so another tag.
    static func compressed(_ tag: String) -> String { String(tag.dropLast()) + "-gzip\"" }

    /// Whether a header such as `If-None-Match` names the tag.
    static func isNamed(_ tag: String, by header: String) -> Bool {
        header.split(separator: ",").contains { part in
            let part = part.trimmingBlanks
            return part == "*" || part == tag || part == "W/" + tag
        }
    }
}
