/// One event of a `text/event-stream` (HTML Standard, "Server-sent events").
package struct ServerSentEvent: Hashable, Sendable {
    /// What the client sends as `Last-Event-ID` when it comes again.
    package var id: String?
    /// The kind of event; `message` where it says none.
    package var name: String?
    package var data: String

    package init(id: String? = nil, name: String? = nil, data: String) {
        self.id = id
        self.name = name
        self.data = data
    }

    /// As it is sent.
    ///
    /// Line ends in the id and the name would start another field, so they are left out.
    package var bytes: [UInt8] {
        var text = ""
        if let id { text += "id: \(id.withoutLineEnds)\n" }
        if let name { text += "event: \(name.withoutLineEnds)\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd) {
            text += "data: \(line)\n"
        }
        return Array((text + "\n").utf8)
    }

    /// A line that readers pass over: it keeps a quiet connection from looking dead.
    package static func comment(_ text: String) -> [UInt8] {
        Array(": \(text.withoutLineEnds)\n\n".utf8)
    }

    /// Asks the client to wait so long before it comes again.
    package static func retry(milliseconds: Int) -> [UInt8] {
        Array("retry: \(milliseconds)\n\n".utf8)
    }
}

extension Character {
    // CR with LF is one character.
    fileprivate var isLineEnd: Bool { self == "\n" || self == "\r" || self == "\r\n" }
}

extension String {
    fileprivate var withoutLineEnds: String {
        filter { !$0.isLineEnd && $0 != "\0" }
    }
}
