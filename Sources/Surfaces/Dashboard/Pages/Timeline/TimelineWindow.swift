import Model
import Operations
import ReportKit

/// The stretch of time that the page's address names, and what it is narrowed to.
struct TimelineWindow {
    var input = ReportTimeline.Input()
    let task: TaskKey?
    /// The newest so many minutes; `nil` where the address names none.
    private let minutes: Int64?

    private static let choices: [Int64] = [5, 15, 60, 8 * 60, 24 * 60, 7 * 24 * 60]
    private static let minutesMax: Int64 = 366 * 24 * 60
    private static let millisecondsOfMinute: Int64 = 60_000
    /// What is about one task is sought in more than is drawn otherwise.
    private static let soughtMax = 5000

    init(_ request: PageRequest) throws {
        func count(_ name: String, _ length: Int64) -> Int64? {
            request.value(name).flatMap { Int64($0) }
                .map { min(max(1, $0), Self.minutesMax / length) * length }
        }
        minutes = count("minutes", 1) ?? count("hours", 60)
        input.from = request.value("from").flatMap { Timestamp(typed: $0) }
        input.to = request.value("to").flatMap { Timestamp(typed: $0) }
        let isOpen = input.from == nil && input.to == nil && minutes == nil
        if input.from == nil, !isOpen {
            let end = input.to ?? request.now
            let length = (minutes ?? 8 * 60) * Self.millisecondsOfMinute
            input.from = end + .milliseconds(-length)
        }
        input.agent = try request.value("agent").map { try AgentID($0) }
        task = try request.value("task").map { try TaskKey($0) }
        input.kinds = request.value("kind").flatMap { TurnKind(rawValue: $0) }.map { [$0] } ?? []
        if task != nil { input.limit = Self.soughtMax }
    }

    /// The command that shows the same; all of a task's turns are told by another.
    var command: String {
        var text = Tab.timeline.command
        if let task {
            text = "worklead memory timeline --task \(task.text)"
            if let from = input.from { text += " --since \(from.text)" }
        } else {
            if let from = input.from { text += " --from \(from.text)" }
            if let to = input.to { text += " --to \(to.text)" }
        }
        if let agent = input.agent { text += " --agent \(agent.text)" }
        if task == nil { for kind in input.kinds { text += " --kind \(kind.rawValue)" } }
        return text
    }

    /// What is to be known about what is left out.
    var notes: [ScreenBlock] {
        guard let task else { return [] }
        return [
            .text(
                ReportText("Only what is about ") + .task(task)
                    + ". What was written about it stands on its page."
            )
        ]
    }

    /// - Parameter agents: Whom it can be narrowed to.
    func bar(_ request: PageRequest, _ agents: [AgentID]) -> FilterBar {
        let isNewest = request.value("from") == nil && request.value("to") == nil
        return FilterBar(
            path: "/timeline",
            fields: [
                FilterBar.Field("task", "Task", task?.text),
                FilterBar.Field(
                    "from",
                    "From (UTC)",
                    request.value("from").flatMap { Timestamp(typed: $0) }?.typed,
                    .moment
                ),
                FilterBar.Field("to", "To (UTC)", input.to?.nextSecond.typed, .moment),
            ],
            choices: [
                FilterBar.Choice(
                    "agent",
                    "Agent",
                    agents.map(\.text),
                    chosen: input.agent?.text
                ),
                FilterBar.Choice(
                    "kind",
                    "Kind",
                    TurnKind.allCases.map(\.rawValue),
                    chosen: input.kinds.first?.rawValue
                ),
            ],
            views: Self.choices.map { count in
                FilterBar.View(
                    Self.words(count),
                    Self.address("minutes=\(count)", request),
                    isCurrent: isNewest && minutes == count
                )
            },
            kept: isNewest ? minutes.map { [("minutes", String($0))] } ?? [] : []
        )
    }

    private static func words(_ minutes: Int64) -> String {
        switch minutes {
        case ..<60: Int(minutes).of("minute")
        case ..<(24 * 60): Int(minutes / 60).of("hour")
        default: Int(minutes / (24 * 60)).of("day")
        }
    }

    /// Another time, narrowed to the same.
    private static func address(_ time: String, _ request: PageRequest) -> String {
        let kept = ["agent", "task", "kind"].compactMap { name in
            request.value(name).map { "&\(name)=\($0.addressPart)" }
        }
        return "/timeline?" + time + kept.joined()
    }

    func facts(_ report: WorkTimelineReport, _ request: PageRequest) -> [ScreenFact] {
        let (from, to) = (report.from.milliseconds, report.to.milliseconds)
        let length = to - from
        func link(_ words: String, _ from: Int64, _ to: Int64) -> GridCell {
            func part(_ moment: Int64) -> String {
                min(max(Timestamp(milliseconds: moment), .earliest), .latest).text.addressPart
            }
            return .link(
                words,
                to: Self.address("from=\(part(from))&to=\(part(to))", request)
            )
        }
        return [
            ScreenFact("From", .moment(report.from)), ScreenFact("To", .moment(report.to)),
            ScreenFact("Agent", .maybe(input.agent) { .agent($0) }),
            ScreenFact("Task", .maybe(task) { .task($0) }),
            ScreenFact(
                "Closer",
                .maybe(Self.closer(report)) { near in
                    link("where most happened", near.lowerBound, near.upperBound)
                }
            ),
            ScreenFact("Wider", link("twice as long", from - length / 2, to + length / 2)),
            ScreenFact("Earlier", link("as long before", from - length, from)),
            ScreenFact("Later", link("as long after", to, to + length)),
            ScreenFact("This very time", link("permalink", from, to)),
        ]
    }
    /// What happened with a little around it, or else the half in the middle; `nil` where it is too
    /// short to be halved.
    static func closer(_ report: WorkTimelineReport) -> ClosedRange<Int64>? {
        let (from, to) = (report.from.milliseconds, report.to.milliseconds)
        let length = to - from
        guard length >= 2000 else { return nil }
        let half = (from + length / 4)...(to - length / 4)
        guard let busy = report.busy else { return half }
        let margin = max(500, (busy.upperBound - busy.lowerBound) / 20)
        let near = (busy.lowerBound - margin)...(busy.upperBound + margin)
        return near.upperBound - near.lowerBound < length * 3 / 4 ? near : half
    }
}

extension Timestamp {
    /// A moment as a browser's field has it, which is in UTC, or as it stands in an address.
    init?(typed text: String) {
        guard let moment = Timestamp(text) ?? Timestamp(text + "Z") else { return nil }
        self = moment
    }

    /// The moment to the second, as a browser's field has it.
    fileprivate var typed: String { String(text.prefix(19)) }

    /// The first whole second that is not before it.
    fileprivate var nextSecond: Timestamp {
        let rest = milliseconds % 1000
        return rest == 0 ? self : min(self + .milliseconds(1000 - rest), .latest)
    }
}
