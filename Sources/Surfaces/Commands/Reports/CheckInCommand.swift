import CommandLineKit
import Model
import Operations
import ReportKit

/// The command that makes a phase's check-ins.
enum CheckInCommand {
    static let checkIn = Command(
        CommandSpecification(
            "checkin",
            summary: "Make a phase's check-ins: STATUS, GUIDANCE and BLOCKERS",
            discussion: """
                They are made from the ledger and name its revision. With --to they are written \
                into a folder as STATUS.md, GUIDANCE.md and BLOCKERS.md; with --part one of them \
                is the answer, in any format.
                """,
            arguments: [phase],
            options: [folder, part, ReportOptions.output],
            examples: [
                CommandExample("worklead report checkin P07 --to checkins", "Write the three."),
                CommandExample("worklead report checkin P07 --part blockers", "What stops P07?"),
            ],
            seeAlso: ["phase check", "phase report"]
        ),
        calls: [ReportPhase.name]
    ) { parsed, context in
        let input = try ReportPhase.Input { input in
            input.phase = try parsed.name(phase)
            input.folder = parsed.text(folder)
        }
        let reply = try await context.caller.call(ReportPhase.self, input, context.options)
        let report = reply.output
        guard report.files.isEmpty else {
            return CommandOutput(reply, of: ReportPhase.self) { text in
                text.say("check-ins of \(report.phase) at revision \(reply.revision ?? 0)")
                for file in report.files { text.field("file", .path(file)) }
            }
        }
        let page = report.page(parsed.choice(part))
        return try CommandOutput(page: page, of: ReportPhase.self, reply, parsed, context)
    }

    /// One of the three, in the order in which they are made.
    fileprivate enum Part: String, CaseIterable {
        case status, guidance, blockers
    }

    private static let phase = Argument("PHASE", help: "The phase's name")
    private static let folder = Option(
        "to",
        value: "FOLDER",
        help: "The folder that the files are written into",
        completion: .directory
    )
    private static let part = Option(
        "part",
        value: "PART",
        help: "Answer with this one",
        allowed: Part.allCases.map(\.rawValue)
    )
}

extension PhaseReport {
    /// One of the check-ins, or all three as the parts of one page.
    fileprivate func page(_ part: CheckInCommand.Part?) -> ReportDocument {
        if let part, let index = CheckInCommand.Part.allCases.firstIndex(of: part),
            index < pages.count
        {
            return pages[index]
        }
        return ReportDocument(
            title: "Check-ins of \(phase)",
            revision: pages.first?.revision,
            sections: pages.map { page in
                ReportSection(page.title, page.blocks, sections: page.sections)
            }
        )
    }
}
