import Model
import SQLKit

extension EvidenceStore {
    /// A finished task, with what there is of its evidence.
    package struct Standing: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let worker: AgentID?
        package let open: Int64
        package let sealed: Int64
        /// How many of its bundles are pinned.
        package let pinned: Int64
        /// The newest bundle that files can be added to, and the newest sealed one.
        package let lastOpen: BundleID?
        package let lastSealed: BundleID?
    }

    /// The accepted tasks with what there is of their evidence, by age.
    package func standings() throws -> [Standing] {
        try transaction.query(
            """
            SELECT task.key, task.title, delivery.agent,
                (SELECT count(*) FROM bundle WHERE bundle.task = task.key AND bundle.state = 'open'),
                (SELECT count(*) FROM bundle WHERE bundle.task = task.key AND bundle.state = 'sealed'),
                (SELECT count(DISTINCT pin.bundle) FROM pin JOIN bundle ON bundle.id = pin.bundle
                    WHERE bundle.task = task.key),
                (SELECT id FROM bundle WHERE bundle.task = task.key AND bundle.state = 'open'
                    ORDER BY length(id) DESC, id DESC LIMIT 1),
                (SELECT id FROM bundle WHERE bundle.task = task.key AND bundle.state = 'sealed'
                    ORDER BY length(id) DESC, id DESC LIMIT 1)
            FROM task LEFT JOIN delivery ON delivery.id = task.delivery
            WHERE task.state = 'accepted' ORDER BY task.born
            """
        ) { row in
            Standing(
                task: try row.name(0),
                title: try row.text(1),
                worker: try row.optionalName(2),
                open: try row.int64(3),
                sealed: try row.int64(4),
                pinned: try row.int64(5),
                lastOpen: try row.optionalName(6),
                lastSealed: try row.optionalName(7)
            )
        }
    }
}
