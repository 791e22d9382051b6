import Model
import Operations
import ReportKit

extension PageKind {
    /// Whether the tool itself is well.
    static let health = PageKind("/health", .health) { request in
        var screen = Screen("Health", tab: .health, command: "worklead gateway status")
        let gateway = try await request.ask(ShowGateway.self, NoInput(), for: &screen)
        let status = try await request.ask(ShowStatus.self, NoInput(), for: &screen)
        screen.verdict = Verdict(
            "The gateway answers, and the ledger has \(status.events) events.",
            .good
        )
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
                        + .code("worklead ledger verify") + ", and what else could hold work up by "
                        + .code("worklead doctor") + "."
                ),
            ]
        )
        return screen
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
