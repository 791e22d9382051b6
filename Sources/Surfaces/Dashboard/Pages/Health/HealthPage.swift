import Model
import Operations
import ReportKit

extension PageKind {
    /// Whether the tool itself is well.
    static let health = PageKind("/health", .health) { request in
        var screen = Screen("Health", tab: .health, command: Tab.health.command)
        let gateway = try await request.ask(ShowGateway.self, NoInput(), for: &screen)
        let status = try await request.ask(ShowStatus.self, NoInput(), for: &screen)
        var found: DoctorReport?
        let doctor = await request.part(ExamineWorkspace.self, NoInput(), for: &screen) {
            found = $0
            return $0.blocks
        }
        screen.verdict = Verdict(
            "The gateway answers, and the ledger has \(status.events) events. "
                + (found?.sentence ?? "What the doctor would find is not known."),
            found?.tone ?? .attention
        )
        screen.add("doctor", "What could hold work up", .wide, doctor)
        screen.add(
            "gateway",
            "Gateway",
            .half,
            [
                .facts([
                    ScreenFact("Version", gateway.version),
                    ScreenFact("Process", .number(gateway.process)),
                    ScreenFact("Address", .maybe(gateway.address) { .text(.code($0)) }),
                    ScreenFact(
                        "Published",
                        .maybe(gateway.published) { .text(.code($0.text)) }
                    ),
                    ScreenFact("Socket", .text(.code(gateway.socket))),
                    ScreenFact("Started by", .maybe(gateway.owner) { .agent($0) }),
                    ScreenFact("Since", .maybe(gateway.startedAt) { .moment($0) }),
                ])
            ]
        )
        let key = try await request.ledgerKey(for: &screen)
        screen.add(
            "ledger",
            "Ledger",
            .half,
            [
                .facts([
                    ScreenFact("Events", .number(status.events)),
                    ScreenFact("Key", .maybe(key) { .text(.code($0)) }),
                ]),
                .text(
                    "Whether nothing was changed in it is found out by "
                        + .code("worklead ledger verify") + "."
                ),
            ]
        )
        let outbox = await request.part(ShowOutbox.self, NoInput(), for: &screen) { $0.blocks }
        screen.add("outbox", "Outbox", .half, outbox)
        return screen
    }
}

extension DoctorReport {
    /// What is not fine; levels are from the worst to the best.
    private var wanting: [DoctorLine] {
        ["blocking", "degraded", "advice"].flatMap { level in checks.filter { $0.level == level } }
    }

    fileprivate var tone: Tone {
        switch wanting.first?.level {
        case "blocking": .bad
        case "degraded": .attention
        default: .good
        }
    }

    fileprivate var sentence: String {
        let levels = ["blocking", "degraded", "advice"]
        let counts = levels.compactMap { level -> String? in
            let count = checks.count { $0.level == level }
            return count == 0 ? nil : "\(count) \(level)"
        }
        let fine = checks.count - wanting.count
        return "Of \(checks.count.of("check")) \(fine) \(fine == 1 ? "is" : "are") fine"
            + (counts.isEmpty ? "." : ": " + counts.joined(separator: ", ") + ".")
    }

    fileprivate var blocks: [ScreenBlock] {
        [
            .grid(
                Grid(
                    "What is not fine, the worst first",
                    columns: ["Level", "Check", "Found", "What helps"],
                    rows: wanting.enumerated().map { index, line in
                        Grid.Row("d-\(line.check.pageName)-\(index)", line.cells)
                    },
                    emptiness: "Nothing that holds work up was found."
                )
            ),
            .more(
                "What is fine",
                [
                    .list(
                        checks.filter { $0.level == "fine" }.map {
                            .strong($0.check) + ReportText(": \($0.message)")
                        }
                    )
                ]
            ),
            .text(
                "What depends on where one stands, and the store's file as a whole, is looked at by "
                    + .code("worklead doctor") + " on the machine."
            ),
        ]
    }
}

extension DoctorLine {
    fileprivate var cells: [GridCell] {
        let tone: Tone =
            switch level {
            case "blocking": .bad
            case "degraded": .attention
            default: .quiet
            }
        return [
            .badge(Badge(level, tone)), .text(check), .text(message),
            .maybe(remedy) { .text(.hint($0)) },
        ]
    }
}

extension Page<OutboxSenderLine> {
    fileprivate var blocks: [ScreenBlock] {
        let waiting = items.reduce(0) { $0 + $1.waiting }
        let refused = items.reduce(0) { $0 + $1.refused }
        return [
            .facts([
                ScreenFact("Wait to be sent", .number(waiting)),
                ScreenFact("Refused", .number(refused)),
            ]),
            .grid(
                Grid(
                    "Senders whose calls wait or were refused",
                    columns: [
                        "Sender", .number("Waiting"), .number("Refused"), "Since", "Why",
                    ],
                    rows: items.map { line in
                        Grid.Row(
                            "o-\(line.sender.pageName)",
                            [
                                .text(line.sender), .number(line.waiting), .number(line.refused),
                                .maybe(line.waitingSince) { .moment($0) },
                                .maybe(line.reason) { .text($0) },
                            ]
                        )
                    },
                    emptiness: "No call of this machine waits for a gateway."
                )
            ),
            .text(
                "They are sent again with the sender's next command, in order and once each, or by "
                    + .code("worklead outbox flush") + ". Whether notices reach people is under "
                    + .link("Settings", to: "/settings") + "."
            ),
        ]
    }
}

extension PageRequest {
    /// The key that the ledger's checkpoints are signed with; `nil` before one was made.
    fileprivate func ledgerKey(for screen: inout Screen) async throws -> String? {
        do {
            return try await ask(ShowLedgerKey.self, NoInput(), for: &screen).key
        } catch {
            guard ErrorReport(error).code == "ledger.no_key" else { throw error }
            return nil
        }
    }
}
