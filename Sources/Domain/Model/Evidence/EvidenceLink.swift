import Digests

/// A file or a bundle that something rests on, by its name and its digest.
package struct EvidenceLink: Hashable, Sendable {
    /// What is linked.
    package enum Kind: String, Sendable, CaseIterable {
        case file, bundle
    }

    package let kind: Kind
    /// A path as it was given, or the id of a bundle.
    package let name: String
    /// `nil` for a bundle that is not sealed, and for a file that was named and never seen here.
    package let digest: Digest?

    package init(kind: Kind, name: String, digest: Digest?) {
        self.kind = kind
        self.name = name
        self.digest = digest
    }

    var json: JSONValue {
        FactWriter().with("kind", kind.rawValue).with("name", name)
            .with("digest", digest?.description).fact("").data
    }

    static func list(_ reader: FactReader, _ field: String) throws(FactError) -> [EvidenceLink] {
        guard case .array(let values)? = reader.value(field) else {
            throw reader.missing(field, "a list")
        }
        var links: [EvidenceLink] = []
        for value in values {
            let link = try FactReader(Fact(type: "evidence.link", data: value))
            let digest = try link.optionalText("digest") == nil ? nil : try link.digest("digest")
            links.append(
                EvidenceLink(
                    kind: try link.choice("kind"),
                    name: try link.text("name"),
                    digest: digest
                )
            )
        }
        return links
    }
}
