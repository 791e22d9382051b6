import Digests
import Model
import Operations
import ReportKit

/// A report that has a page.
struct ReportKind: Sendable {
    /// Its word in the address.
    let name: String
    let title: String
    let command: String
    /// What it answers.
    let answers: String
    let make: @Sendable (PageRequest, inout Screen) async throws -> ReportDocument

    static let all: [ReportKind] = [
        ReportKind(
            name: "board",
            title: "Board",
            command: "worklead report board --show",
            answers: "Where does each task stand, and which stand still?"
        ) { request, screen in
            try await request.ask(ReportBoard.self, ReportBoard.Input(), for: &screen).page
        },
        ReportKind(
            name: "coordination",
            title: "Coordination",
            command: "worklead report coordination",
            answers: "Who does what, who is heard of, and what needs somebody?"
        ) { request, screen in
            try await request.ask(ReportCoordination.self, NoInput(), for: &screen).page
        },
        ReportKind(
            name: "shift",
            title: "Shift",
            command: "worklead report manager",
            answers: "What was delivered, decided and left open in the last day?"
        ) { request, screen in
            let input = try ReportShift.Input { $0.since = try request.since }
            return try await request.ask(ReportShift.self, input, for: &screen).page
        },
        ReportKind(
            name: "readiness",
            title: "Readiness",
            command: "worklead report readiness",
            answers: "What is in the way, whose is it, and what comes first?"
        ) { request, screen in
            let input = try ReportReadiness.Input {
                $0.phase = try request.value("phase").map { try PhaseName($0) }
            }
            return try await request.ask(ReportReadiness.self, input, for: &screen).page
        },
        ReportKind(
            name: "evidence",
            title: "Evidence",
            command: "worklead report evidence",
            answers: "Which work has sealed evidence, what is amiss, and how soon did it come?"
        ) { request, screen in
            try await request.ask(ReportEvidence.self, ReportEvidence.Input(), for: &screen).page
        },
        ReportKind(
            name: "cleanup",
            title: "Clean-up",
            command: "worklead report cleanup",
            answers: "What lies about, and which command puts it away?"
        ) { request, screen in
            try await request.ask(ReportCleanup.self, ReportCleanup.Input(), for: &screen).page
        },
        ReportKind(
            name: "audit",
            title: "Audit",
            command: "worklead report audit",
            answers: "What was judged or done faster than it can be?"
        ) { request, screen in
            let input = try AuditReports.Input { $0.since = try request.since }
            let found = try await request.ask(AuditReports.self, input, for: &screen)
            return found.page ?? ReportDocument(title: "Audit")
        },
    ]
}

extension PageRequest {
    /// From when on, as a moment in the address.
    fileprivate var since: Timestamp? {
        get throws {
            try value("since").map { try Timestamp(wire: .string($0), unknownFields: .ignored) }
        }
    }
}
