import Model

// A notice as each way takes it.
extension Notice {
    /// The title in bold and the body, in Slack's own markup: what somebody wrote is none.
    var slackText: String {
        "*\(title.slackEscaped)*\n\(body.slackEscaped)"
    }

    /// What a terminal shows as a notice of its own (OSC 9), and rings its bell.
    ///
    /// Title and body have no control characters but the line ends between lines, which go.
    var escapes: String {
        let line = "\(title): \(body)".split(whereSeparator: \.isNewline).joined(separator: " / ")
        return "\u{1b}]9;\(line.printable(limit: 1000))\u{7}\u{7}"
    }
}

extension String {
    /// "You'll need to encode three characters": Slack, "Formatting text for app surfaces".
    fileprivate var slackEscaped: String {
        // The star would end what is bold, and the rest of the marks would begin something.
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("*", with: "∗").replacing("`", with: "ˋ")
    }

    /// Without what desktops read as markup: "the body may contain a simple subset of markup"
    /// (Desktop Notifications Specification, "Markup").
    var markedUp: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

extension Need {
    /// The need with every text of others made harmless and cut.
    var tamed: Need {
        var need = self
        need.subject = subject.printable(limit: 60)
        need.title = title.printable(limit: Notice.textMax)
        need.reason = reason.printable(limit: Notice.textMax)
        need.remedy = remedy.printable(limit: Notice.textMax)
        need.options = options.prefix(Notice.namedMax).map {
            Decision.Option(name: $0.name, text: $0.text.printable(limit: Notice.textMax))
        }
        return need
    }
}
