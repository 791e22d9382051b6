import Model

/// Lists the paths that claims hold.
package enum ListReservations: Operation {
    package typealias Output = Page<ReservationLine>
    package static let name = "path.reserved"
    package static let summary = "Lists the paths that claims hold, by task."
    package static let effect = Effect.reads
    package static let errors: [String] = ["repository.unknown"]
    package static let example = Input()

    /// What is asked of `path.reserved`.
    package struct Input: Record {
        package static let name = "path.reserved.input"
        package static let fields: [Field<Self>] = [
            Field("repository", \.repository, "Only this repository's; by default all."),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var repository: RepositoryName?
        package var limit: Int = 200

        package init() {}
    }
}

/// A pattern of paths that a claim holds.
package struct ReservationLine: Record {
    package static let name = "path.reservation"
    package static let fields: [Field<Self>] = [
        Field("repository", \.repository, "The repository."),
        Field("pattern", \.pattern, "The paths."),
        Field("task", \.task, "The task."),
        Field("agent", \.agent, "Who has it in hand."),
        Field("until", \.until, "When the lease ends; left out where its clock stands still."),
    ]

    package var repository: RepositoryName = .unset
    package var pattern: String = ""
    package var task: TaskKey = .unset
    package var agent: AgentID = .unset
    package var until: Timestamp?

    package init() {}
}
