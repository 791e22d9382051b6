import Model

extension WaveName: FieldValue {}

/// Makes all files of a wave from its spec.
package enum RenderWave: Operation {
    package typealias Output = WaveRender
    package static let name = "wave.render"
    package static let summary =
        "Makes the packets, boundaries, prompts and commands of a wave from its spec."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let needsPlace = true
    package static let errors: [String] = [
        "wave.placeholders", "wave.refused", "wave.edited", "wave.sent",
    ]
    package static let example = Input { input in
        input.spec = "[meta]\nphase_id = \"P07\"\n"
        input.file = "wave-4.toml"
    }

    /// What is asked of `wave.render`.
    package struct Input: Record {
        package static let name = "wave.render.input"
        package static let fields: [Field<Self>] = [
            Field("spec", \.spec, "The text of the spec, in TOML."),
            Field("file", \.file, "The name of its file, for what is said about it.", .hasDefault),
            Field("folder", \.folder, "The folder that the files are written under.", .hasDefault),
            Field(
                "replace_edited",
                \.replaceEdited,
                "Whether to write over files that were changed by hand.",
                .hasDefault
            ),
        ]

        package var spec: String = ""
        package var file: String = "the spec"
        package var folder: String = "."
        package var replaceEdited: Bool = false

        package init() {}
    }
}

/// Makes the tasks of a rendered wave, and tells its agents.
package enum SendWave: Operation {
    package typealias Output = WaveDetail
    package static let name = "wave.send"
    package static let summary =
        "Makes the tasks of a rendered wave and sends its launch messages, once."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = [
        "wave.unknown", "wave.refused", "wave.not_ready", "rule.lint", "rule.secrets",
    ]
    package static let example = Input { $0.wave = WaveName(trusted: "Wave-4") }

    /// What is asked of `wave.send`.
    package struct Input: Record {
        package static let name = "wave.send.input"
        package static let fields: [Field<Self>] = [
            Field("wave", \.wave, "The wave."),
            Field(
                "acknowledge_seconds",
                \.acknowledge,
                "How long the agents have to acknowledge.",
                .hasDefault,
                .minimum(1),
                .maximum(31_536_000)
            ),
        ]

        package var wave: WaveName = .unset
        package var acknowledge: Duration = .seconds(86_400)

        package init() {}
    }
}

/// Lists the waves.
package enum ListWaves: Operation {
    package typealias Output = Page<WaveLine>
    package static let name = "wave.list"
    package static let summary = "Lists the waves, rendered and sent."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `wave.list`.
    package struct Input: Record {
        package static let name = "wave.list.input"
        package static let fields: [Field<Self>] = []

        package init() {}
    }
}

/// Shows a wave with its lanes, and what it lacks.
package enum ShowWave: Operation {
    package typealias Output = WaveDetail
    package static let name = "wave.show"
    package static let summary = "Shows a wave with its lanes, and what it lacks."
    package static let effect = Effect.reads
    package static let errors: [String] = ["wave.unknown"]
    package static let example = Input { $0.wave = WaveName(trusted: "Wave-4") }

    /// What is asked of `wave.show`.
    package struct Input: Record {
        package static let name = "wave.show.input"
        package static let fields: [Field<Self>] = [Field("wave", \.wave, "The wave.")]

        package var wave: WaveName = .unset

        package init() {}
    }
}

/// Says whether the wave that comes next is ready.
package enum NextWave: Operation {
    package typealias Output = WaveOutlook
    package static let name = "wave.next"
    package static let summary =
        "Says whether the wave that comes next is rendered and ready, and what it lacks."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `wave.next`.
    package struct Input: Record {
        package static let name = "wave.next.input"
        package static let fields: [Field<Self>] = []

        package init() {}
    }
}

/// Holds the files of a rendered wave against a folder.
package enum CheckWaveFiles: Operation {
    package typealias Output = WaveFileCheck
    package static let name = "wave.files"
    package static let summary =
        "Holds the files of a rendered wave against a folder: what is missing, what differs."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let errors: [String] = ["wave.unknown", "wave.refused"]
    package static let example = Input { $0.wave = WaveName(trusted: "Wave-4") }

    /// What is asked of `wave.files`.
    package struct Input: Record {
        package static let name = "wave.files.input"
        package static let fields: [Field<Self>] = [
            Field("wave", \.wave, "The wave."),
            Field("folder", \.folder, "The folder that they should be under.", .hasDefault),
        ]

        package var wave: WaveName = .unset
        package var folder: String = "."

        package init() {}
    }
}
