import Model
import Operations

extension ErrorReport {
    /// The error in lines: its code and message, the hint, the commands that help.
    func lines(in presentation: Presentation) -> String {
        let colors = presentation.errorColors
        let limits = presentation.format == .text ? ErrorLimits.people : .agents
        func labelled(_ label: String, _ ink: Ink, _ text: String) -> String {
            ink.paint(label, if: colors) + " " + text + "\n"
        }
        var lines = labelled(
            "error[\(code.printable(limit: 40))]:",
            .alarm,
            message.shown(limits.message, in: presentation)
        )
        if let hint {
            lines += labelled("hint:", .dim, hint.shown(limits.hint, in: presentation))
        }
        for command in next.compactMap(\.command) {
            let line = labelled("next:", .dim, command)
            guard presentation.full || lines.utf8.count + line.utf8.count <= limits.all else {
                break
            }
            lines += line
        }
        return lines
    }
}

/// How much of an error is shown where `--full` does not ask for all.
private struct ErrorLimits {
    let message: TextLimit
    let hint: TextLimit
    let all: Int

    static let people = ErrorLimits(message: .bytes(1000), hint: .bytes(500), all: 2000)
    /// Together with labels, a code and the sizes of what is cut they stay within the budget.
    static let agents = ErrorLimits(
        message: .bytes(140),
        hint: .bytes(110),
        all: OutputBudget.error.rawValue
    )
}
