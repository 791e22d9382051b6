/// The short name of somewhere that notices go: `phone`.
package struct NoticeTargetName: Identifier {
    package static let kind = "the name of a target of notices"
    package static let rule = IdentifierRule(lengthMax: 30, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// Somewhere that a person is told of what needs them.
package struct NoticeTarget: Hashable, Sendable {
    /// How notices get there.
    package enum Way: Hashable, Sendable {
        /// As the desktop shows them; without one, by the escapes of a terminal's device.
        case desktop(Terminal?)
        /// As JSON, posted to an address.
        case webhook(String)
        /// As `{"text": …}`, posted to an address.
        case slack(String)
        /// To a program, by its arguments, as JSON on its standard input.
        case command([String])

        /// The way's word.
        package var kind: Kind {
            switch self {
            case .desktop: .desktop
            case .webhook: .webhook
            case .slack: .slack
            case .command: .command
            }
        }
    }

    /// A terminal that shows notices by itself.
    package struct Terminal: Hashable, Sendable {
        package let device: String
        package let escape: Escape

        package init(device: String, escape: Escape) {
            self.device = device
            self.escape = escape
        }
    }

    /// The order by which a terminal shows a notice.
    package enum Escape: String, Sendable, CaseIterable {
        /// A text: iTerm2's, which most others take.
        case osc9
        /// A title and a body: rxvt-unicode's.
        case osc777

        /// What the terminal of these variables takes.
        ///
        /// Not both: some take each of them, and would tell a thing twice. Within a multiplexer
        /// the variables are those of the terminal around it, which gets to see neither.
        package init(of environment: [String: String]) {
            let terminal = environment["TERM"] ?? ""
            let program = environment["TERM_PROGRAM"]?.lowercased() ?? ""
            let isWithin = ["TMUX", "STY"].contains { environment[$0]?.isEmpty == false }
            let takes777 =
                ["foot", "rxvt", "xterm-ghostty"].contains { terminal.hasPrefix($0) }
                || ["ghostty", "wezterm"].contains(program)
                || environment["VTE_VERSION"]?.isEmpty == false
            self = takes777 && !isWithin ? .osc777 : .osc9
        }
    }

    /// The ways without their data: what people choose by.
    package enum Kind: String, Sendable, CaseIterable {
        case desktop, webhook, slack, command
    }

    package let name: NoticeTargetName
    package let way: Way
    /// What matters less is not told.
    package let least: Need.Urgency
    /// When only blockers are told.
    package let quiet: QuietHours?
    /// How long notices are gathered before they are told together; zero tells each at once.
    package let digest: Duration

    package init(
        name: NoticeTargetName,
        way: Way,
        least: Need.Urgency = .attention,
        quiet: QuietHours? = nil,
        digest: Duration = .zero
    ) {
        self.name = name
        self.way = way
        self.least = least
        self.quiet = quiet
        self.digest = digest
    }
}

/// A stretch of each day, by the clock of the machine: `22:00-07:00`.
package struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight; inclusive.
    package let start: Int
    /// Minutes after midnight; exclusive.
    package let end: Int

    /// Reads `HH:MM-HH:MM`; a stretch without length is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let start = Self.minutes(parts[0]),
            let end = Self.minutes(parts[1]), start != end
        else { return nil }
        (self.start, self.end) = (start, end)
    }

    /// The stretch as it is read.
    package var text: String { Self.text(start) + "-" + Self.text(end) }

    /// Whether a minute of the day is in it; one that ends before it starts goes over midnight.
    package func holds(_ minute: Int) -> Bool {
        start < end ? (start..<end).contains(minute) : minute >= start || minute < end
    }

    private static func minutes(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), hour < 24, minute < 60
        else { return nil }
        return hour * 60 + minute
    }

    private static func text(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}
