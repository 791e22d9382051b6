import Model
import Testing

@Suite("Telling somebody once")
struct NoticeTests {
    private let start = Timestamp(milliseconds: 1_000_000_000_000)
    private let target = NoticeTarget(
        name: NoticeTargetName(trusted: "desk"),
        way: .desktop(nil)
    )

    private func need(
        _ subject: String,
        _ urgency: Need.Urgency = .attention,
        state: String = "",
        title: String = "Which?"
    ) -> Need {
        Need(
            .decision,
            urgency,
            subject,
            title: title,
            reason: "somebody waits",
            since: start,
            remedy: "worklead decision show \(subject)",
            state: state
        )
    }

    /// Looks, tells what is due, and says which subjects that were.
    private func look(
        _ memory: inout NoticeMemory,
        _ needs: [Need],
        _ target: NoticeTarget,
        after seconds: Int,
        minute: Int = 720
    ) -> [[String]] {
        let now = start + .seconds(seconds)
        memory.see(needs, for: target, at: now)
        let groups = memory.due(needs, for: target, at: now, minute: minute)
        for group in groups { memory.told(group, at: now) }
        return groups.map { $0.map(\.subject) }
    }

    @Test("A thing is told once for each state that it is in")
    func once() {
        var memory = NoticeMemory()
        #expect(look(&memory, [need("D-1")], target, after: 0) == [["D-1"]])
        #expect(look(&memory, [need("D-1")], target, after: 1) == [])
        #expect(look(&memory, [], target, after: 2) == [])
        #expect(look(&memory, [need("D-1")], target, after: 3) == [])
        #expect(look(&memory, [need("D-1", state: "later")], target, after: 4) == [["D-1"]])
    }

    @Test("A terminal is told in the one way that it is known to take")
    func escapes() {
        func escape(_ environment: [String: String]) -> NoticeTarget.Escape {
            NoticeTarget.Escape(of: environment)
        }
        let takes777 = [
            ["TERM": "foot-extra"], ["TERM": "rxvt-unicode-256color"], ["TERM": "xterm-ghostty"],
            ["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"],
            ["TERM": "xterm-256color", "TERM_PROGRAM": "ghostty"],
            ["TERM": "xterm-256color", "VTE_VERSION": "7006"],
        ]
        for variables in takes777 { #expect(escape(variables) == .osc777, "\(variables)") }
        let others = [
            [:], ["TERM": "xterm-256color"], ["TERM": "xterm-kitty"],
            ["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"],
            ["TERM": "tmux-256color", "TMUX": "/tmp/tmux", "VTE_VERSION": "7006"],
            ["TERM": "screen", "STY": "1.tty", "VTE_VERSION": "7006"],
        ]
        for variables in others { #expect(escape(variables) == .osc9, "\(variables)") }
    }

    @Test("What matters less than a target asks for is not told")
    func severity() {
        var memory = NoticeMemory()
        let all = [need("D-1", .blocker), need("D-2"), need("D-3", .routine)]
        #expect(look(&memory, all, target, after: 0) == [["D-1"], ["D-2"]])
        let strict = NoticeTarget(name: target.name, way: target.way, least: .blocker)
        var other = NoticeMemory()
        #expect(look(&other, all, strict, after: 0) == [["D-1"]])
    }

    @Test("More than a few at once come as one")
    func together() {
        var memory = NoticeMemory()
        let many = (1...5).map { need("D-\($0)") }
        #expect(look(&memory, many, target, after: 0).map(\.count) == [5])
    }

    @Test("In quiet hours only blockers are told, and afterwards what still waits")
    func quiet() throws {
        let hours = try #require(QuietHours("22:00-07:00"))
        let night = NoticeTarget(name: target.name, way: target.way, quiet: hours)
        var memory = NoticeMemory()
        let all = [need("D-1", .blocker), need("D-2"), need("D-3")]
        #expect(look(&memory, all, night, after: 0, minute: 23 * 60) == [["D-1"]])
        #expect(look(&memory, all, night, after: 60, minute: 6 * 60 + 59) == [])
        // D-2 was answered in the night.
        let left = [all[0], all[2]]
        #expect(look(&memory, left, night, after: 120, minute: 7 * 60) == [["D-3"]])
    }

    @Test(
        "Quiet hours are read strictly, and may go over midnight",
        arguments: [
            ("22:00-07:00", [0, 419, 1320], [420, 1319]), ("12:00-13:00", [720, 779], [719, 780]),
        ]
    )
    func hours(_ text: String, _ inside: [Int], _ outside: [Int]) throws {
        let hours = try #require(QuietHours(text))
        #expect(hours.text == text)
        #expect(inside.allSatisfy(hours.holds) && !outside.contains(where: hours.holds))
        for wrong in ["", "22-7", "24:00-07:00", "22:00-22:00", "2:00-07:00", "22:00-07:60", "-"] {
            #expect(QuietHours(wrong) == nil, "\(wrong)")
        }
    }

    @Test("A digest gathers what comes within its time, and blockers do not wait for it")
    func digest() {
        let slow = NoticeTarget(name: target.name, way: target.way, digest: .seconds(600))
        var memory = NoticeMemory()
        #expect(look(&memory, [need("D-1")], slow, after: 0) == [])
        #expect(memory.nextDue(for: slow, after: start) == start + .seconds(600))
        let two = [need("D-1"), need("D-2")]
        #expect(look(&memory, two, slow, after: 300) == [])
        let three = two + [need("D-3", .blocker)]
        #expect(look(&memory, three, slow, after: 301) == [["D-3"]])
        #expect(look(&memory, three, slow, after: 600) == [["D-1", "D-2"]])
        #expect(memory.nextDue(for: slow, after: start + .seconds(600)) == nil)
    }

    @Test("What does not arrive is tried again later each time, and at last given up")
    func failures() {
        var memory = NoticeMemory()
        var now = start
        var tries = 0
        for _ in 0..<200 {
            memory.see([need("D-1")], for: target, at: now)
            if !memory.due([need("D-1")], for: target, at: now, minute: 0).isEmpty {
                tries += 1
                memory.failed("nobody listens", at: now)
            }
            now = now + .seconds(60)
        }
        #expect(tries == NoticeMemory.triesMax && memory.lost == 1 && memory.pending == 0)
        #expect(memory.lastError == "nobody listens")
        // What is new is tried all the same, and what arrives ends the series.
        #expect(look(&memory, [need("D-2")], target, after: 90_000) == [["D-2"]])
        #expect(memory.failures == 0 && memory.retryAt == nil && memory.lastError == nil)
    }

    @Test("What agents wrote can neither steer a terminal nor grow without an end")
    func hostile() {
        let nasty =
            "\u{1b}]0;x\u{7}\u{202e}evil\u{200b}\n\r" + String(repeating: "😀", count: 10_000)
        var bad = need("D-1", title: nasty)
        bad.options = [Decision.Option(name: OptionName(trusted: "a"), text: nasty)]
        for notice in [
            Notice(of: [bad], in: nasty), Notice(of: [bad, bad], in: nasty),
        ] {
            for text in [notice.title, notice.body] {
                let wrong = text.unicodeScalars.filter { $0.isUnsafeToShow && $0 != "\n" }
                #expect(wrong.isEmpty, "\(text.debugDescription.prefix(300))")
                #expect(text.unicodeScalars.count < 8000)
            }
            #expect(!notice.title.contains("\n"))
        }
    }

    @Test("A notice says what is asked, what can be chosen, and what helps")
    func words() {
        var asked = need("D-7", title: "Which database?")
        (asked.task, asked.repository) = (TaskKey(trusted: "T-1"), RepositoryName(trusted: "api"))
        asked.options = [Decision.Option(name: OptionName(trusted: "a"), text: "SQLite")]
        let notice = Notice(of: [asked], in: "demo")
        #expect(notice.title == "Decision D-7 · T-1 · api")
        let lines = notice.body.split(separator: "\n").map(String.init)
        #expect(lines.first == "Which database?" && lines.contains("[a] SQLite"))
        #expect(lines.last == "worklead decision show D-7")
    }
}
