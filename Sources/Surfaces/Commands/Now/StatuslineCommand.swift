import CommandLineKit
import Digests
import Model
import Operations

/// One line for a shell's prompt or an agent's status bar.
package enum StatuslineCommand {
    package static let name = "statusline"

    static let statusline = Command(
        CommandSpecification(
            name,
            summary: "Say in one short line what needs you, for a prompt or a status bar",
            discussion: """
                What needs you, how many agents work and are stuck, and the task that you hold \
                with what is left of its lease: ◆3 ▶4 ■1 · T-104 lease 18m. What is zero is left \
                out. It never fails and never waits for long: where there is no workspace, or \
                nothing answers, a word says so. What a program such as Claude Code writes to \
                standard input is taken and not needed. Colours only on a terminal or with \
                --color always.
                """,
            section: "Start",
            examples: [
                CommandExample("worklead statusline", "Say how things stand."),
                CommandExample(
                    "worklead statusline --color always",
                    "Have it in a status bar that shows colours."
                ),
            ],
            seeAlso: ["now", "top"]
        ),
        calls: [ShowNowLine.name]
    ) { _, context in
        let output: CommandOutput
        do {
            let reply = try await context.caller.call(
                ShowNowLine.self,
                NoInput(),
                context.options
            )
            output = Self.output(reply, context.presentation)
        } catch {
            output = Self.output(ErrorReport(error))
        }
        // Whoever writes to us must not meet a closed pipe.
        context.files.drainInput()
        return output
    }

    private static func output(
        _ reply: Reply<NowLine>,
        _ presentation: Presentation
    ) -> CommandOutput {
        let line = reply.output.line(in: presentation)
        var output = CommandOutput(reply, of: ShowNowLine.self) { $0.say("\(Cell.literal(line))") }
        output.raw = line + "\n"
        return output
    }

    private static func output(_ report: ErrorReport) -> CommandOutput {
        let word =
            switch report.code {
            case "workspace.absent", "workspace.unknown": "no workspace"
            case "session.absent", "session.ended", "session.unknown": "no session"
            default: report.category == .unreachable ? "gone" : "unreadable"
            }
        let data: JSONValue = .object(["code": .string(report.code), "word": .string(word)])
        var output = CommandOutput(Envelope(schema: ShowNowLine.schemaName, data: data)) {
            $0.say("worklead: \(Cell.literal(word))")
        }
        output.raw = "worklead: \(word)\n"
        return output
    }
}

extension NowLine {
    /// The line, without its end.
    func line(in presentation: Presentation) -> String {
        func part(_ mark: Mark, _ count: Int) -> String? {
            guard count > 0 else { return nil }
            let text = mark.glyph(unicode: presentation.unicode) + String(count)
            return mark.ink.paint(text, if: presentation.rawColors)
        }
        let counts = [
            part(blockers > 0 ? .failed : .attention, needs), part(.active, working),
            part(.stuck, stuck),
        ].compactMap(\.self)
        var parts = [counts.joined(separator: " ")]
        if let task { parts.append(held(task)) }
        if unread > 0 { parts.append("\(unread) unread") }
        let shown = parts.filter { !$0.isEmpty }
        guard !shown.isEmpty else { return Mark.done.glyph(unicode: presentation.unicode) }
        return shown.joined(separator: presentation.unicode ? " · " : " | ")
    }

    private func held(_ task: TaskKey) -> String {
        guard let leaseUntil else { return "\(task) paused" }
        let left = leaseUntil - at
        return left > .zero ? "\(task) lease \(left.roughly)" : "\(task) lease ended"
    }
}
