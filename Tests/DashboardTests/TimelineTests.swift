import Model
import Operations
import Testing

@testable import Dashboard

@Suite("The page of what happened when")
struct TimelineTests {
    private static func turn(_ kind: TurnKind, _ subject: String, _ outcome: String?) -> TurnLine {
        TurnLine {
            ($0.kind, $0.subject, $0.outcome) = (kind, subject, outcome)
            $0.time = AskedPage.at(-290)
        }
    }

    /// Twenty seconds of work, five minutes ago, within an hour.
    private static var report: WorkTimelineReport {
        WorkTimelineReport { report in
            (report.from, report.to) = (AskedPage.at(-3600), AskedPage.now)
            let ada = TimelineTrack { track in
                track.agent = AgentID(trusted: "ada")
                track.claims = [
                    HeldClaimLine {
                        $0.task = TaskKey(trusted: "T-1")
                        $0.claimedAt = AskedPage.at(-300)
                        ($0.endedAt, $0.ending) = (AskedPage.at(-280), "delivered")
                    }
                ]
                track.turns = [Self.turn(.delivery, "T-1", nil), Self.turn(.gate, "T-1", "pass")]
            }
            let vera = TimelineTrack { track in
                track.agent = AgentID(trusted: "vera")
                track.turns = [
                    Self.turn(.verdict, "T-1", "accepted"), Self.turn(.verdict, "T-2", "sent_back"),
                ]
            }
            report.tracks = [ada, vera]
        }
    }

    private static var answers: GivenAnswers {
        var answers = GivenAnswers()
        answers.give(report, to: ReportTimeline.self)
        let eve = AgentLine { $0.agent = AgentID(trusted: "eve") }
        answers.give(Page([eve], total: 1), to: ListAgents.self)
        return answers
    }

    @Test("What was done is told in the past, and of what is not shown nothing is counted")
    func verdict() async throws {
        func said(_ query: String) async throws -> String? {
            try await AskedPage.screen(.timeline, query, from: Self.answers).verdict?.text
        }
        #expect(
            try await said("")
                == "2 agents were at work: 1 delivery, 1 accepted, 1 sent back or rejected."
        )
        let gates = try await said("kind=gate")
        #expect(gates == "2 agents were at work: 1 run of gates.")
        #expect(
            try await said("task=T-2")
                == "1 agent was at work: 0 deliveries, 0 accepted, 1 sent back or rejected."
        )
        #expect(try await said("task=T-3") == "Nothing happened in this time.")
    }

    @Test("Task, agent, kind and time are chosen on the page, and kept where another is")
    func filters() async throws {
        let html = try await AskedPage.html(
            .timeline,
            "minutes=15&agent=ada&kind=claim&task=T-1",
            from: Self.answers
        )
        #expect(html.contains("type=\"text\" name=\"task\" value=\"T-1\""))
        #expect(html.contains("<option value=\"ada\" selected"))
        // Who did nothing in this time can be asked for all the same.
        #expect(html.contains("<option value=\"eve\""))
        #expect(html.contains("type=\"hidden\" name=\"minutes\" value=\"15\""))
        for minutes in [5, 15, 60, 480, 1440] {
            let address = "/timeline?minutes=\(minutes)&amp;agent=ada&amp;task=T-1&amp;kind=claim"
            #expect(html.contains("href=\"\(address)\""), "\(minutes)")
        }
        #expect(html.contains("worklead memory timeline --task T-1 --since "))
    }

    @Test("A time that was typed is in UTC, and stands in its field again")
    func typed() async throws {
        let query = "from=2023-11-14T22%3A00&to=2023-11-14T22%3A10%3A05"
        let html = try await AskedPage.html(.timeline, query, from: Self.answers)
        #expect(html.contains("name=\"from\" value=\"2023-11-14T22:00:00\" step=\"1\""))
        #expect(html.contains("name=\"to\" value=\"2023-11-14T22:10:05\" step=\"1\""))
        #expect(
            html.contains("timeline --from 2023-11-14T22:00:00Z --to 2023-11-14T22:10:05Z")
        )
        #expect(Timestamp(typed: "yesterday") == nil)
    }

    @Test("Closer is where something happened, and the middle where that is all the time")
    func closer() {
        let near = TimelineWindow.closer(Self.report)
        let first = AskedPage.at(-300).milliseconds
        #expect(near == (first - 1000)...(first + 21_000))
        var full = Self.report
        (full.from, full.to) = (AskedPage.at(-302), AskedPage.at(-278))
        let middle = AskedPage.at(-296).milliseconds
        #expect(TimelineWindow.closer(full) == middle...(middle + 12_000))
        (full.from, full.to) = (AskedPage.at(-291), AskedPage.at(-290))
        #expect(TimelineWindow.closer(full) == nil)
    }

    @Test("What the colours of bars mean is said in words")
    func legend() async throws {
        let html = try await AskedPage.html(.timeline, from: Self.answers)
        for words in ["blue bar", "green bar", "grey bar", "One that ended in a delivery"] {
            #expect(html.contains(words), "\(words)")
        }
    }
}
