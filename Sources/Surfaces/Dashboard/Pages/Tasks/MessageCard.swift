import Model
import Operations
import ReportKit

extension Card {
    /// A message in a few lines.
    init(_ message: MessageLine) {
        self.init(
            "m-\(message.message.text.pageName)",
            Badge(message.kind.rawValue, .quiet, "▲"),
            .link(
                message.subject.isEmpty ? message.message.text : message.subject,
                to: "/threads/\(message.thread.text.addressPart)#m-\(message.message.text.pageName)"
            )
        )
        meta = [
            .agent(message.from), .text("to " + message.to.map(\.text).joined(separator: ", ")),
            .moment(message.sentAt),
        ]
        lines = message.body.cut(2000).visibleLines.filter { !$0.isEmpty }.map { ReportText($0) }
    }
}
