import Model
import SQLKit

/// The links as they are kept.
package struct LinkStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A link with when it was added.
    package struct Stored: Hashable, Sendable {
        package let link: Link
        package let addedAt: Timestamp
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, target, repository, title, note, added_at FROM link

        """

    /// The link of that name.
    package func link(_ name: LinkName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", Self.decode)
    }

    /// All links, by name.
    package func links() throws -> [Stored] {
        try transaction.query(Self.selection + "ORDER BY name", Self.decode)
    }

    /// The link whose name folds like the given one.
    package func lookAlike(of name: LinkName) throws -> LinkName? {
        try transaction.first("SELECT name FROM link WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    func fold(_ change: LinkEvent, of name: LinkName, at event: Event) throws {
        switch change {
        case .added(let link):
            _ = try transaction.run(
                """
                INSERT INTO link (name, folded, target, repository, title, note, added_at)
                VALUES (\(name.text), \(name.folded), \(link.target.text),
                    \(link.target.repository?.text), \(link.title), \(link.note),
                    \(event.time.milliseconds))
                """
            )
        case .removed:
            _ = try transaction.run("DELETE FROM link WHERE name = \(name.text)")
        }
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        Stored(
            link: Link(
                name: try row.name(0),
                target: LinkTarget(trusted: try row.text(1), in: try row.optionalName(2)),
                title: try row.text(3),
                note: try row.optionalText(4)
            ),
            addedAt: try row.moment(5)
        )
    }
}
