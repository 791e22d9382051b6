/// The name of a link: `operations-playbook`.
package struct LinkName: Identifier {
    package static let kind = "a link's name"
    package static let rule = IdentifierRule(lengthMax: 60)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A document that matters, under a name by which it is found.
package struct Link: Hashable, Sendable {
    package let name: LinkName
    package let target: LinkTarget
    /// What it is, in a few words.
    package let title: String
    /// When to read it.
    package let note: String?

    package init(name: LinkName, target: LinkTarget, title: String, note: String?) {
        self.name = name
        self.target = target
        self.title = title
        self.note = note
    }
}

/// Where a link leads.
package enum LinkTarget: Hashable, Sendable {
    /// A file of a registered repository, and a place in it.
    case file(path: String, anchor: String?, in: RepositoryName)
    /// A page on the web.
    case page(String)

    /// The most bytes of a target.
    package static let bytesMax = 500

    /// Whether a text leads to the web.
    package static func isPage(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return lowered.hasPrefix("https://") || lowered.hasPrefix("http://")
    }

    /// Reads a page's address, or a path in a repository with an anchor: `docs/a.md#the-part`.
    ///
    /// - Parameter repository: Asked for only where it is a path.
    package init(
        _ text: String,
        in repository: () throws -> RepositoryName
    ) throws {
        guard !text.isEmpty, text.utf8.count <= Self.bytesMax,
            text.unicodeScalars.allSatisfy({ !$0.isUnsafeToShow })
        else { throw LinkError.badTarget(text) }
        guard !Self.isPage(text) else {
            guard !text.contains(" ") else { throw LinkError.badTarget(text) }
            self = .page(text)
            return
        }
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        let components = path.split(separator: "/", omittingEmptySubsequences: false)
        // A scheme of another kind is no path, and a path never leads out of its repository.
        guard !path.hasPrefix("/"), !path.contains("\\"), !components[0].contains(":"),
            components.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." })
        else { throw LinkError.badTarget(text) }
        let anchor = parts.count > 1 && !parts[1].isEmpty ? String(parts[1]) : nil
        self = .file(path: path, anchor: anchor, in: try repository())
    }

    /// The target as it was given.
    package var text: String {
        switch self {
        case .file(let path, let anchor, _): path + (anchor.map { "#" + $0 } ?? "")
        case .page(let address): address
        }
    }

    /// The repository of a file.
    package var repository: RepositoryName? {
        switch self {
        case .file(_, _, let repository): repository
        case .page: nil
        }
    }
}
