import Model

extension WindowName: FieldValue {}

/// Opens a stretch of work without interruption.
package enum OpenWindow: Operation {
    package typealias Output = WindowLine
    package static let name = "window.open"
    package static let summary =
        "Opens a window: messages to those in it that can wait are held until it is closed."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "window.taken", "window.look_alike", "window.overlaps", "lane.unknown", "wave.unknown",
    ]
    package static let example = Input { input in
        input.window = WindowName(trusted: "WAVE-4-AUTORUN")
        input.lanes = [LaneKey(trusted: "core")]
    }

    /// What is asked of `window.open`.
    package struct Input: Record {
        package static let name = "window.open.input"
        package static let fields: [Field<Self>] = [
            Field("window", \.window, "Its name."),
            Field("lanes", \.lanes, "The lanes that it covers; all by default.", .hasDefault),
            Field("wave", \.wave, "The wave that it is for."),
        ]

        package var window: WindowName = .unset
        package var lanes: [LaneKey] = []
        package var wave: WaveName?

        package init() {}
    }
}

/// Lists the windows.
package enum ListWindows: Operation {
    package typealias Output = Page<WindowLine>
    package static let name = "window.list"
    package static let summary = "Lists the windows, open and closed."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `window.list`.
    package struct Input: Record {
        package static let name = "window.list.input"
        package static let fields: [Field<Self>] = []

        package init() {}
    }
}

/// Shows a window with its lanes, and what it holds.
package enum ShowWindow: Operation {
    package typealias Output = WindowDetail
    package static let name = "window.show"
    package static let summary = "Shows a window with its lanes, their bundles, and what it holds."
    package static let effect = Effect.reads
    package static let errors: [String] = ["window.unknown"]
    package static let example = Input { $0.window = WindowName(trusted: "WAVE-4-AUTORUN") }

    /// What is asked of `window.show`.
    package struct Input: Record {
        package static let name = "window.show.input"
        package static let fields: [Field<Self>] = [Field("window", \.window, "The window.")]

        package var window: WindowName = .unset

        package init() {}
    }
}

/// Hands in what a lane has at the end of a window.
package enum BundleLane: Operation {
    package typealias Output = LaneBundleReport
    package static let name = "window.bundle"
    package static let summary =
        "Hands in a lane's bundle: deliveries, artifacts, transcript, pass counts, closing gates."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "window.unknown", "window.closed", "window.other_lane", "window.not_yours",
        "lane.unknown", "rule.window_bundle",
    ]
    package static let example = Input { input in
        input.lane = LaneKey(trusted: "core")
        input.window = WindowName(trusted: "WAVE-4-AUTORUN")
    }

    /// What is asked of `window.bundle`.
    package struct Input: Record {
        package static let name = "window.bundle.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "The lane."),
            Field("window", \.window, "The window."),
            Field("memory", \.memory, "The ids of notes and observations.", .hasDefault),
            Field("risks", \.risks, "What is still to be feared.", .line(500)),
        ]

        package var lane: LaneKey = .unset
        package var window: WindowName = .unset
        package var memory: [String] = []
        package var risks: String?

        package init() {}
    }
}

/// Replays all that was delivered in a window.
package enum TakeInWindow: Operation {
    package typealias Output = ReworkReport
    package static let name = "window.intake"
    package static let summary =
        "Replays all deliveries of a window, and says in one list what is to be mended."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = ["window.unknown", "window.closed"]
    package static let example = Input { $0.window = WindowName(trusted: "WAVE-4-AUTORUN") }

    /// What is asked of `window.intake`.
    package struct Input: Record {
        package static let name = "window.intake.input"
        package static let fields: [Field<Self>] = [
            Field("window", \.window, "The window."),
            Field(
                "accept_verified",
                \.acceptVerified,
                "Whether to accept what was verified without a gap.",
                .hasDefault
            ),
            Field(
                "unsandboxed",
                \.unsandboxed,
                "Whether replays may run without a sandbox where none can be built.",
                .hasDefault
            ),
        ]

        package var window: WindowName = .unset
        package var acceptVerified: Bool = false
        package var unsandboxed: Bool = false

        package init() {}
    }
}

/// Ends a window.
package enum CloseWindow: Operation {
    package typealias Output = WindowDetail
    package static let name = "window.close"
    package static let summary =
        "Closes a window; each reader is told in one message of all that was held."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "window.unknown", "window.closed", "window.unbundled", "window.no_reason",
    ]
    package static let example = Input { $0.window = WindowName(trusted: "WAVE-4-AUTORUN") }

    /// What is asked of `window.close`.
    package struct Input: Record {
        package static let name = "window.close.input"
        package static let fields: [Field<Self>] = [
            Field("window", \.window, "The window."),
            Field("without", \.without, "The lanes that hand in no bundle.", .hasDefault),
            Field("reason", \.reason, "Why; needed where a lane hands in none.", .line(500)),
        ]

        package var window: WindowName = .unset
        package var without: [LaneKey] = []
        package var reason: String?

        package init() {}
    }
}
