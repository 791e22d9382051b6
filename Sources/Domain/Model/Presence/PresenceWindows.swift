/// How long an agent of each role may be quiet before somebody should look.
package struct PresenceWindows: Hashable, Sendable {
    private var windows: [Role: Duration]

    /// A lead is asked for within half an hour, who works alone within four hours; a founder and an
    /// auditor come and go as they please.
    package static let standard = PresenceWindows(windows: [
        .lead: .seconds(30 * 60), .worker: .seconds(240 * 60), .validator: .seconds(240 * 60),
    ])

    private init(windows: [Role: Duration]) {
        self.windows = windows
    }

    /// The window of a role; `nil` where its agents are never looked for.
    package subscript(role: Role) -> Duration? {
        get { windows[role] }
        set { windows[role] = newValue }
    }

    /// For how long work counts as recent where a role has no window, or nothing is in hand.
    package static let recent = Duration.seconds(30 * 60)
}
