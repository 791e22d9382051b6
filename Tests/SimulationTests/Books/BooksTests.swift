import Digests
import Model
import Simulation
import Testing

@Suite("The books refuse a ledger that breaks a promise")
struct BooksTests {
    /// A line of a ledger: who, under which session, about what, what, with which data.
    private struct Line: Sendable {
        let actor: String
        let session: String?
        let subject: Subject
        let type: String
        let data: JSONValue

        init(
            _ actor: String,
            _ session: String?,
            _ kind: Subject.Kind,
            _ name: String,
            _ type: String,
            _ data: JSONValue = [:]
        ) {
            self.actor = actor
            self.session = session
            subject = Subject(kind, name)
            self.type = type
            self.data = data
        }
    }

    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    /// The first fault of a ledger in which a minute lies between two lines.
    private func fault(_ lines: [Line]) -> String? {
        var books = Books()
        var time = Self.start
        for (place, line) in lines.enumerated() {
            time = time + .seconds(60)
            let event = Event(
                sequence: Int64(place + 1),
                id: EventID(trusted: "e-\(place)"),
                time: time,
                claimedTime: nil,
                actor: AgentID(trusted: line.actor),
                session: line.session.map(SessionID.init(trusted:)),
                subject: line.subject,
                fact: Fact(type: line.type, data: line.data)
            )
            if let fault = books.enter(event, at: time) { return fault }
        }
        return nil
    }

    private static func until(_ minutes: Int64) -> JSONValue {
        .string((start + .seconds(60 * minutes)).text)
    }

    private static func claim(
        _ agent: String,
        _ session: String,
        fence: Int64,
        until minutes: Int64
    ) -> Line {
        Line(
            agent,
            session,
            .task,
            "T-1",
            "task.claimed",
            ["fence": .integer(fence), "expiry": until(minutes)]
        )
    }

    private static func deliver(_ agent: String, _ session: String, fence: Int64) -> Line {
        Line(
            agent,
            session,
            .task,
            "T-1",
            "task.delivered",
            ["fence": .integer(fence), "delivery": "V-1"]
        )
    }

    private static func replay(_ agent: String, grade: String = "verified") -> Line {
        Line(
            agent,
            nil,
            .replay,
            "R-1",
            "replay.recorded",
            ["task": "T-1", "delivery": "V-1", "grade": .string(grade)]
        )
    }

    private static func accept(_ agent: String, on replay: JSONValue = "R-1") -> Line {
        Line(
            agent,
            nil,
            .task,
            "T-1",
            "task.accepted",
            ["delivery": "V-1", "replay": replay]
        )
    }

    private static func message(_ id: String, _ body: String) -> Line {
        Line(
            "ada",
            "S-1",
            .message,
            id,
            "message.sent",
            ["from": "ada", "to": ["brian"], "kind": "note", "body": .string(body)]
        )
    }

    /// Two agents with sessions, and a task that is ready.
    private static let opening = [
        Line("ada", nil, .session, "S-1", "session.started", ["agent": "ada"]),
        Line("brian", nil, .session, "S-2", "session.started", ["agent": "brian"]),
        Line("lea", nil, .task, "T-1", "task.created", ["ready": true, "priority": 100]),
    ]

    /// The same, claimed and delivered by one of them.
    private static let delivered =
        opening + [claim("ada", "S-1", fence: 1, until: 60), deliver("ada", "S-1", fence: 1)]

    @Test("A ledger in order has no fault")
    func inOrder() {
        let taken =
            Self.opening + [
                Self.claim("ada", "S-1", fence: 1, until: 5),
                Self.claim("brian", "S-2", fence: 2, until: 60),
                Self.deliver("brian", "S-2", fence: 2), Self.replay("vera"), Self.accept("vera"),
                Self.message("M-1", "ada.1.1: one"), Self.message("M-2", "ada.1.2: two"),
            ]
        #expect(fault(taken) == nil)
    }

    @Test("One claim at a time, under a fence that rises, and written to by its holder alone")
    func claims() {
        let claimed = Self.opening + [Self.claim("ada", "S-1", fence: 1, until: 60)]
        let lapsed = Self.opening + [Self.claim("ada", "S-1", fence: 1, until: 5)]
        let wrong: [[Line]] = [
            claimed + [Self.claim("brian", "S-2", fence: 2, until: 60)],
            lapsed + [Self.claim("brian", "S-2", fence: 1, until: 60)],
            lapsed + [Self.claim("brian", "S-2", fence: 3, until: 60)],
            claimed + [Self.deliver("brian", "S-2", fence: 1)],
            lapsed + [
                Self.claim("brian", "S-2", fence: 2, until: 60),
                Self.deliver("ada", "S-1", fence: 1),
            ],
            claimed + [
                Line("brian", "S-2", .task, "T-1", "task.renewed", ["expiry": Self.until(90)])
            ],
            claimed + [
                Line("brian", "S-2", .task, "T-1", "task.released", ["reason": "by_holder"])
            ],
            Self.opening + [Self.claim("ada", "S-2", fence: 1, until: 60)],
            Self.opening + [
                Line("ada", "S-1", .session, "S-1", "session.ended"),
                Self.claim("ada", "S-1", fence: 1, until: 60),
            ],
        ]
        for lines in wrong { #expect(fault(lines) != nil, "\(lines)") }
    }

    @Test("Nothing is accepted by its worker, nor without a replay by another that bears it out")
    func verdicts() {
        let wrong: [[Line]] = [
            [Self.accept("vera")],
            [Self.replay("ada")],
            [Self.replay("vera"), Self.accept("ada")],
            [Self.replay("vera", grade: "not_verified"), Self.accept("vera")],
            [Self.replay("vera", grade: "verified_with_gaps"), Self.accept("vera")],
            [Self.replay("vera"), Self.accept("vera", on: "R-2")],
            [Self.replay("vera"), Self.accept("vera"), Self.accept("vera")],
        ]
        for lines in wrong { #expect(fault(Self.delivered + lines) != nil, "\(lines)") }
    }

    @Test("No message comes twice, and those of one life come in the order of writing")
    func messages() {
        let wrong: [[Line]] = [
            [Self.message("M-1", "ada.1.1: one"), Self.message("M-2", "ada.1.1: one")],
            [Self.message("M-1", "ada.1.2: two"), Self.message("M-2", "ada.1.1: one")],
            [Self.message("M-1", "brian.1.1: one")],
            [Self.message("M-1", "a"), Self.message("M-1", "b")],
            [
                Self.message("M-1", "a"),
                Line("ada", "S-1", .agent, "ada", "agent.inbox_read", ["read_through": "M-1"]),
            ],
            [
                Self.message("M-1", "a"),
                Line("brian", "S-2", .message, "M-1", "message.acknowledged", ["by": "brian"]),
            ],
        ]
        for lines in wrong { #expect(fault(Self.opening + lines) != nil, "\(lines)") }
    }
}
