import Model
import Operations
import ReportKit

extension PageKind {
    /// One launch, with the end of what its program said.
    static let launch = PageKind("/runs/{run}/launches/{launch}", .runs) { request in
        let name = try RunName(request.word("run"))
        let path = "/runs/\(name.text)/launches/\(request.word("launch"))"
        guard let number = Int64(request.word("launch")), (1...1_000_000).contains(number) else {
            throw DashboardError.noPage(path)
        }
        let part = request.value("part").flatMap { LaunchPart(rawValue: $0) } ?? .output
        var screen = Screen(
            "Launch \(number) of \(name.text)",
            tab: .runs,
            command: "worklead run log \(name.text) \(number) --part \(part.rawValue)"
        )
        let list = ListLaunches.Input { ($0.run, $0.limit) = (name, 1000) }
        let launches = try await request.ask(ListLaunches.self, list, for: &screen)
        guard let line = launches.items.first(where: { $0.launch == number }) else {
            throw DashboardError.noPage(path)
        }
        screen.verdict = Verdict(line, request.now)
        screen.add("standing", "How it stands", .wide, [.facts(line.facts)])
        screen.add(
            "log",
            "What its program said",
            .wide,
            [.filters(.parts(request, part))]
                + (try await screen.log(of: line, part, request))
        )
        return screen
    }
}

extension Screen {
    /// The end of a stream; that nothing was kept is no fault of the page.
    fileprivate mutating func log(
        of line: RunLaunchLine,
        _ part: LaunchPart,
        _ request: PageRequest
    ) async throws -> [ScreenBlock] {
        let input = ShowLaunchLog.Input {
            ($0.run, $0.launch, $0.part) = (line.run, line.launch, part)
        }
        let log: LaunchLog
        do {
            log = try await request.ask(ShowLaunchLog.self, input, for: &self)
        } catch let error as any Reportable where error.code == "run.no_log" {
            return [.text([error.message, error.hint].compactMap(\.self).joined(separator: " "))]
        }
        guard !log.text.isEmpty else { return [.text("It said nothing here.")] }
        let isCut = log.text.utf8.count < log.bytes
        let size = isCut ? "The end of \(log.bytes) bytes in " : "\(log.bytes) bytes in "
        return [.text(ReportText(size) + .code(log.directory)), .lines(log.text, .log)]
    }
}

extension Verdict {
    fileprivate init(_ line: RunLaunchLine, _ now: Timestamp) {
        let who = "\(line.agent.text) for \(line.task.text)"
        guard let outcome = line.outcome else {
            self.init("\(who), at work since \((now - line.startedAt).brief).", .active)
            return
        }
        let length = line.endedAt.map { " after \(($0 - line.startedAt).brief)" } ?? ""
        self.init(
            "\(who): \(outcome.rawValue.spaced)\(length).",
            outcome == .delivered ? .good : .attention
        )
    }
}

extension RunLaunchLine {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("Run", .run(run)), ScreenFact("Slice", .task(task)),
            ScreenFact("Who", .agent(agent)), ScreenFact("Driver", driver.text),
            ScreenFact(
                "Goes on with",
                .maybe(resumes) {
                    .link("launch \($0)", to: "/runs/\(run.text.addressPart)/launches/\($0)")
                }
            ),
            ScreenFact("Started", .moment(startedAt)),
            ScreenFact("Ended", .maybe(endedAt) { .moment($0) }),
            ScreenFact("Outcome", came), ScreenFact("Note", .maybe(note) { .text($0) }),
            ScreenFact("What helps", .maybe(remedy) { .text($0) }),
            ScreenFact("Conversation", .maybe(conversation) { .text(.code($0)) }),
        ]
    }
}

extension FilterBar {
    fileprivate static func parts(_ request: PageRequest, _ part: LaunchPart) -> FilterBar {
        FilterBar(
            path: request.path,
            views: LaunchPart.allCases.map { one in
                View(
                    one.rawValue.prefix(1).uppercased() + one.rawValue.dropFirst(),
                    request.address(with: "part", one.rawValue),
                    isCurrent: one == part
                )
            }
        )
    }
}
