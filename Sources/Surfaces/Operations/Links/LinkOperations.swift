import Model

extension LinkName: FieldValue {}

/// Adds a link.
package enum AddLink: Operation {
    package typealias Output = LinkEntry
    package static let name = "link.add"
    package static let summary = "Adds a document that matters to the index, under a name."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "link.taken", "link.look_alike", "link.bad_target", "repository.unknown",
    ]
    package static let example = Input { input in
        input.link = LinkName(trusted: "playbook")
        input.target = "docs/playbook.md#session-loop"
        input.title = "How we work"
    }

    /// What is asked of `link.add`.
    package struct Input: Record {
        package static let name = "link.add.input"
        package static let fields: [Field<Self>] = [
            Field("link", \.link, "Its name."),
            Field("target", \.target, "A path in the repository with an anchor, or an address."),
            Field("title", \.title, "What it is, in a few words.", .line(200)),
            Field("note", \.note, "When to read it.", .line(400)),
            Field("repository", \.repository, "The repository of a path; by default the only one."),
        ]

        package var link: LinkName = .unset
        package var target: String = ""
        package var title: String = ""
        package var note: String?
        package var repository: RepositoryName?

        package init() {}
    }
}

/// Takes a link out of the index.
package enum RemoveLink: Operation {
    package typealias Output = LinkEntry
    package static let name = "link.remove"
    package static let summary = "Takes a link out of the index; what it leads to is left alone."
    package static let effect = Effect.changes
    package static let errors: [String] = ["link.unknown"]
    package static let example = Input { $0.link = LinkName(trusted: "playbook") }

    /// What is asked of `link.remove`.
    package struct Input: Record {
        package static let name = "link.remove.input"
        package static let fields: [Field<Self>] = [Field("link", \.link, "Its name.")]

        package var link: LinkName = .unset

        package init() {}
    }
}

/// Lists the links.
package enum ListLinks: Operation {
    package typealias Output = Page<LinkEntry>
    package static let name = "link.list"
    package static let summary = "Lists the documents that matter, by name."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Shows a link.
package enum ShowLink: Operation {
    package typealias Output = LinkEntry
    package static let name = "link.show"
    package static let summary = "Shows where a link leads."
    package static let effect = Effect.reads
    package static let errors: [String] = ["link.unknown"]
    package static let example = Input { $0.link = LinkName(trusted: "playbook") }

    /// What is asked of `link.show`.
    package struct Input: Record {
        package static let name = "link.show.input"
        package static let fields: [Field<Self>] = [Field("link", \.link, "Its name.")]

        package var link: LinkName = .unset

        package init() {}
    }
}

/// Looks where the links lead.
package enum CheckLinks: Operation {
    package typealias Output = LinkCheckReport
    package static let name = "link.check"
    package static let summary = "Looks whether what the links lead to is there, anchors included."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["link.unknown"]
    package static let example = Input()

    /// What is asked of `link.check`.
    package struct Input: Record {
        package static let name = "link.check.input"
        package static let fields: [Field<Self>] = [
            Field("link", \.link, "The one link to look at; all by default."),
            Field("online", \.online, "Whether to ask pages on the web too.", .hasDefault),
        ]

        package var link: LinkName?
        package var online = false

        package init() {}
    }
}

/// A document that matters.
package struct LinkEntry: Record {
    package static let name = "link.entry"
    package static let fields: [Field<Self>] = [
        Field("link", \.link, "Its name."),
        Field("target", \.target, "Where it leads."),
        Field("repository", \.repository, "The repository of a path."),
        Field("path", \.path, "Where its file is on this machine."),
        Field("title", \.title, "What it is."),
        Field("note", \.note, "When to read it."),
    ]

    package var link: LinkName = .unset
    package var target: String = ""
    package var repository: RepositoryName?
    package var path: String?
    package var title: String = ""
    package var note: String?

    package init() {}
}

/// How the links stand.
package struct LinkCheckReport: Record {
    package static let name = "link.check.report"
    package static let fields: [Field<Self>] = [
        Field("checked", \.checked, "How many were looked at."),
        Field("dead", \.dead, "How many lead to nothing."),
        Field("links", \.links, "Each with how it stands."),
    ]

    package var checked = 0
    package var dead = 0
    package var links: [LinkStandingLine] = []

    package init() {}
}

/// A link with how it stands.
package struct LinkStandingLine: Record {
    package static let name = "link.standing"
    package static let fields: [Field<Self>] = [
        Field("link", \.link, "Its name."),
        Field("target", \.target, "Where it leads."),
        Field("state", \.state, "Whether it is fine, or what is wrong."),
        Field("text", \.text, "What is wrong, as a sentence."),
    ]

    package var link: LinkName = .unset
    package var target: String = ""
    package var state: String = ""
    package var text: String?

    package init() {}
}
