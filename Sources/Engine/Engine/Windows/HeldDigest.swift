import Model
import Store

/// The text that tells somebody of all that was held for them.
///
/// It has each message, oldest first, with as much of its text as there is room for; the rest is
/// named, so that none is left out.
struct HeldDigest {
    /// Room for the lines of a thousand messages beside.
    private static let bodiesBytesMax = 24 * 1024
    /// The most that is named before the rest is counted.
    private static let linesMax = 400

    let text: String

    init(_ entries: [MessageStore.Entry]) {
        var parts: [String] = []
        var room = Self.bodiesBytesMax
        for entry in entries.prefix(Self.linesMax) {
            let message = entry.stored.message
            let subject = message.subject.printable(limit: 100)
            var part = "\(message.id) from \(message.sender), \(message.kind.rawValue): \(subject)"
            if message.acknowledgeBy != nil { part += " (asks for an acknowledgement)" }
            let body = message.body
            if !body.isEmpty, body != message.subject {
                if body.utf8.count <= room {
                    room -= body.utf8.count
                    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
                    part += "\n" + lines.map { "> \($0)" }.joined(separator: "\n")
                } else {
                    part += "\n(`worklead message show \(message.id)` has its "
                    part += "\(body.utf8.count) bytes)"
                }
            }
            parts.append(part)
        }
        if entries.count > Self.linesMax {
            parts.append(
                "and \(entries.count - Self.linesMax) more: `worklead inbox --all --limit 1000`"
            )
        }
        text = parts.joined(separator: "\n\n")
    }
}
