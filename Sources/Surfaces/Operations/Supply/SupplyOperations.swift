import Model

/// Registers a dependency with its licence.
package enum RegisterSupply: Operation {
    package typealias Output = SupplyLine
    package static let name = "supply.register"
    package static let summary = "Registers a dependency with its licence, so that it may be used."
    package static let effect = Effect.changes
    package static let errors: [String] = ["supply.bad_name", "supply.no_licence"]
    package static let example = Input { input in
        input.dependency = "cargo:serde"
        input.licence = "MIT OR Apache-2.0"
    }

    /// What is asked of `supply.register`.
    package struct Input: Record {
        package static let name = "supply.register.input"
        package static let fields: [Field<Self>] = [
            Field("dependency", \.dependency, "Its ecosystem and name: `cargo:serde`.", .line(220)),
            Field("licence", \.licence, "Its licence, as SPDX writes it.", .line(120)),
            Field("version", \.version, "The one version that may be used; else any.", .line(80)),
            Field("reason", \.reason, "What it is for.", .line(400)),
        ]

        package var dependency: String = ""
        package var licence: String = ""
        package var version: String?
        package var reason: String?

        package init() {}
    }
}

/// Lists what is registered.
package enum ListSupply: Operation {
    package typealias Output = Page<SupplyLine>
    package static let name = "supply.list"
    package static let summary = "Lists the registered dependencies with their licences."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `supply.list`.
    package struct Input: Record {
        package static let name = "supply.list.input"
        package static let fields: [Field<Self>] = []

        package init() {}
    }
}

/// Compares the lock files of a commit with the register.
package enum CheckSupply: Operation {
    package typealias Output = SupplyReport
    package static let name = "supply.check"
    package static let summary =
        "Compares the lock files of a commit with the register of dependencies."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["repository.unknown"]
    package static let example = Input()

    /// What is asked of `supply.check`.
    package struct Input: Record {
        package static let name = "supply.check.input"
        package static let fields: [Field<Self>] = [
            Field("repository", \.repository, "The repository; by default the only one."),
            Field("at", \.at, "The commit; by default that of the main branch."),
        ]

        package var repository: RepositoryName?
        package var at: String?

        package init() {}
    }
}

/// A registered dependency.
package struct SupplyLine: Record {
    package static let name = "supply.line"
    package static let fields: [Field<Self>] = [
        Field("dependency", \.dependency, "Its ecosystem and name."),
        Field("licence", \.licence, "Its licence."),
        Field("version", \.version, "The one version that may be used; else any."),
        Field("reason", \.reason, "What it is for."),
    ]

    package var dependency: String = ""
    package var licence: String = ""
    package var version: String?
    package var reason: String?

    package init() {}
}

/// What the lock files of a commit use beside what is registered.
package struct SupplyReport: Record {
    package static let name = "supply.report"
    package static let fields: [Field<Self>] = [
        Field("commit", \.commit, "The commit that was looked at."),
        Field("files", \.files, "Its lock files."),
        Field("dependencies", \.dependencies, "How many dependencies they name."),
        Field(
            "findings",
            \.findings,
            "What is not registered, at another version, or under a licence not taken."
        ),
    ]

    package var commit: String = ""
    package var files: [String] = []
    package var dependencies: Int64 = 0
    package var findings: [SupplyFindingLine] = []

    package init() {}
}

/// A dependency that is not as it is registered.
package struct SupplyFindingLine: Record {
    package static let name = "supply.finding"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The lock file."),
        Field("line", \.line, "The line of the lock file."),
        Field(
            "fault",
            \.fault,
            "What it is about.",
            .oneOf(["unreadable", "unregistered", "version", "licence"])
        ),
        Field("text", \.text, "What is so, as a sentence."),
    ]

    package var path: String = ""
    package var line: Int64 = 0
    package var fault: String = "unregistered"
    package var text: String = ""

    package init() {}
}
