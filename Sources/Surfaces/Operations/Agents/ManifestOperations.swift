import Model

/// Registers the agent of a manifest, and says what of the manifest was not kept.
package enum ImportManifest: Operation {
    package typealias Output = ManifestReport
    package static let name = "agent.import_manifest"
    package static let summary =
        "Registers the agent of a manifest, and says what of the manifest was not kept."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = [
        "agent.taken", "agent.look_alike", "agent.lacks_right", "manifest.malformed",
        "manifest.nameless", "manifest.too_large", "identifier.malformed",
    ]
    package static let example = Input { $0.manifest = #"{"agent_id": "codex-2"}"# }

    /// What is asked of `agent.import_manifest`.
    package struct Input: Record {
        package static let name = "agent.import_manifest.input"
        package static let fields: [Field<Self>] = [
            Field("manifest", \.manifest, "The text of an AGENT_MANIFEST.json."),
            Field("role", \.role, "Its role; by default what the manifest's roles come to."),
        ]

        package var manifest: String = ""
        package var role: Role?

        package init() {}
    }
}

/// What came of a manifest.
package struct ManifestReport: Record {
    package static let name = "agent.manifest.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "The agent."),
        Field("role", \.role, "Its role."),
        Field("capabilities", \.capabilities, "What it can do."),
        Field("created", \.created, "Whether it is new."),
        Field("losses", \.losses, "What of the manifest was changed or not kept."),
    ]

    package var agent: AgentID = .unset
    package var role: Role = .worker
    package var capabilities: [String] = []
    package var created: Bool = false
    package var losses: [ManifestLossLine] = []

    package init() {}
}

/// A field of a manifest that was changed or not kept.
package struct ManifestLossLine: Record {
    package static let name = "agent.manifest.loss"
    package static let fields: [Field<Self>] = [
        Field("field", \.field, "The field."),
        Field("value", \.value, "What stood there, cut."),
        Field("reason", \.reason, "What became of it."),
    ]

    package var field: String = ""
    package var value: String = ""
    package var reason: String = ""

    package init() {}
}
