import Model
import Store

/// What happens to links.
package struct LinkEngine {
    let change: Change

    /// Adds a link.
    ///
    /// The same link again changes nothing.
    package func add(_ link: Link) throws {
        if let existing = try change.view.links.link(link.name)?.link {
            guard existing == link else { throw LinkError.taken(link.name) }
            return
        }
        if let twin = try change.view.links.lookAlike(of: link.name) {
            throw LinkError.lookAlike(link.name, existing: twin)
        }
        if let repository = link.target.repository,
            try change.view.repositories.repository(repository) == nil
        {
            throw RepositoryError.unknown(repository)
        }
        try change.record(LinkEvent.added(link).fact, on: Subject(.link, link.name.text))
    }

    /// Takes a link out of the index; what it leads to is left alone.
    ///
    /// - Returns: What it was.
    @discardableResult
    package func remove(_ name: LinkName) throws -> Link {
        let link = try change.view.link(name)
        try change.record(LinkEvent.removed.fact, on: Subject(.link, name.text))
        return link
    }
}

extension View {
    /// The link, or an error that says that there is none.
    package func link(_ name: LinkName) throws -> Link {
        guard let stored = try links.link(name) else { throw LinkError.unknown(name) }
        return stored.link
    }
}
