import Model

// A notice as each way takes it.
extension Notice {
    /// The title in bold and the body, in Slack's own markup: what somebody wrote is none.
    var slackText: String {
        "*\(title.slackEscaped)*\n\(body.slackEscaped)"
    }

    /// What a terminal shows as a notice of its own, and rings its bell.
    ///
    /// Title and body have no control characters but the line ends between lines, which go.
    func escapes(_ escape: NoticeTarget.Escape) -> String {
        let order =
            switch escape {
            case .osc9: "9;" + "\(title): \(body)".onOneLine
            case .osc777: "777;notify;\(title.onOneLine.unparted);\(body.onOneLine.unparted)"
            }
        return "\u{1b}]\(order)\u{7}\u{7}"
    }
}

extension String {
    fileprivate var onOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " / ").printable(limit: 1000)
    }

    /// Without the mark that parts title and body: there is no way to write it as itself.
    fileprivate var unparted: String { replacing(";", with: ",") }

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
