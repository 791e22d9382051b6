import Digests

/// The messages of a demonstration: those that agents rely on, and those that have come.
struct DemoMail {
    /// Those that agents were told are sent.
    var sent: [String] = []
    /// The texts of those that agents were told are queued.
    var queued: [String] = []
    /// The ids and the texts of those that the ledger has.
    private var ids: Set<String> = []
    private var arrived: [String] = []

    /// How many an agent relies on in vain: they never came, or came in another order.
    var lost: Int {
        let waited = arrived.filter(queued.contains)
        let misplaced = queued.enumerated().count { place, text in
            place >= waited.count || waited[place] != text
        }
        return sent.count { !ids.contains($0) } + misplaced
    }

    /// Notes an event.
    ///
    /// - Returns: Whether with it all that was queued has come.
    mutating func hear(_ event: JSONValue) -> Bool {
        guard event["type"]?.stringValue == "message.sent" else { return false }
        if let id = event["subject"]?.stringValue?.split(separator: ":").last {
            ids.insert(String(id))
        }
        let body = event["data"]?["body"]?.stringValue ?? ""
        arrived.append(body)
        return !queued.isEmpty && body == queued.last
    }
}
