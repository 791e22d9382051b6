import Digests

/// What can happen to a link.
package enum LinkEvent: Hashable, Sendable {
    case added(Link)
    case removed

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .added(let link):
            FactWriter().with("target", link.target.text)
                .with("repository", link.target.repository).with("title", link.title)
                .with("note", link.note).fact("link.added")
        case .removed: FactWriter().fact("link.removed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    ///
    /// - Parameter name: The link that the event is about.
    package init?(_ fact: Fact, of name: LinkName) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "link.added":
            self = .added(
                Link(
                    name: name,
                    target: LinkTarget(
                        trusted: try reader.text("target"),
                        in: try reader.optionalName("repository")
                    ),
                    title: try reader.text("title"),
                    note: try reader.optionalText("note")
                )
            )
        case "link.removed": self = .removed
        default: return nil
        }
    }
}

extension LinkTarget {
    /// Takes a target that is known to be well formed, such as one read back from the store.
    package init(trusted text: String, in repository: RepositoryName?) {
        guard let repository else {
            self = .page(text)
            return
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        self = .file(
            path: String(parts[0]),
            anchor: parts.count > 1 ? String(parts[1]) : nil,
            in: repository
        )
    }
}

/// What can be wrong with an act on a link.
package enum LinkError: Reportable, Equatable {
    case unknown(LinkName)
    case taken(LinkName)
    case lookAlike(LinkName, existing: LinkName)
    case badTarget(String)

    package var code: String {
        switch self {
        case .unknown: "link.unknown"
        case .taken: "link.taken"
        case .lookAlike: "link.look_alike"
        case .badTarget: "link.bad_target"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike: .conflict
        case .badTarget: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name): "There is no link '\(name)'."
        case .taken(let name): "The link '\(name)' leads elsewhere already."
        case .lookAlike(let name, let existing): "'\(name)' looks like the link '\(existing)'."
        case .badTarget(let text):
            "'\(text.printable(limit: 120))' is neither a path in a repository nor an address."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead links list` shows all."
        case .taken, .lookAlike: "Choose another name, or `worklead links remove NAME` first."
        case .badTarget: "Write it as docs/page.md#part or https://example.org/page."
        }
    }
}
