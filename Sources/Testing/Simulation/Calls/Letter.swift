import Engine
import Model

/// A message as its author means it.
struct Letter: Hashable, Sendable {
    /// By which it is known again in the ledger; given when it is sent for the first time, so that
    /// an author's numbers rise.
    var token: LetterToken?
    var recipients: [AgentID]
    var kind: Message.Kind
    var subject: String
    var task: TaskKey?
    var replyTo: MessageID?
    var acknowledgeWithin: Duration?

    var draft: MessageDraft {
        MessageDraft(
            recipients: recipients,
            kind: kind,
            subject: subject,
            body: "\(token?.text ?? "-"): \(subject)",
            task: task,
            replyTo: replyTo,
            acknowledgeWithin: acknowledgeWithin
        )
    }
}

/// Who wrote a message, in which life, and how many they had written in it: `ada.3.17` is the
/// seventeenth of her third life.
struct LetterToken: Hashable, Sendable {
    let author: String
    let life: Int
    let number: Int

    var text: String { "\(author).\(life).\(number)" }

    init(author: String, life: Int, number: Int) {
        self.author = author
        self.life = life
        self.number = number
    }

    /// Reads the token off the beginning of a message; `nil` where Worklead wrote it.
    init?(_ body: String) {
        guard let end = body.firstIndex(of: ":") else { return nil }
        let parts = body[..<end].split(separator: ".")
        guard parts.count == 3, let life = Int(parts[1]), let number = Int(parts[2]) else {
            return nil
        }
        self.init(author: String(parts[0]), life: life, number: number)
    }
}

extension Letter {
    init(
        to recipients: [AgentID],
        _ kind: Message.Kind,
        _ subject: String,
        task: TaskKey? = nil,
        replyTo: MessageID? = nil,
        acknowledgeWithin: Duration? = nil
    ) {
        self.init(
            recipients: recipients,
            kind: kind,
            subject: subject,
            task: task,
            replyTo: replyTo,
            acknowledgeWithin: acknowledgeWithin
        )
    }
}
