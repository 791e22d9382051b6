import Commands
import Digests

/// Counts what a demonstration came to, from its events.
package struct DemoCount {
    /// The events of an exported ledger, in their order.
    package let events: [JSONValue]

    package init(events: [JSONValue]) {
        self.events = events
    }

    /// Fills in what the ledger tells; what only processes tell is left as it is.
    package func fill(_ report: inout DemoReport) {
        report.accepted = count("task.accepted")
        report.sentBack = count("task.sent_back")
        report.waits = waits
        report.messages = count("message.sent")
        report.acknowledged = count("message.acknowledged")
        report.replays = count("replay.recorded")
        report.decisions = count("decision.asked")
        report.defaults = count("decision.defaulted")
        report.findings = count("finding.added")
        report.falseClaims = falseClaims
        report.takenOver = takenOver
        report.events = Int64(events.count)
    }

    private func count(_ type: String) -> Int {
        events.count { $0["type"]?.stringValue == type }
    }

    /// Agents that stood in line for a task, however often they had to stand there anew.
    private var waits: Int {
        let joined = events.filter { $0["type"]?.stringValue == "task.line_joined" }
        return Set(joined.map { [$0["actor"], $0["subject"]] }).count
    }

    /// Replays that contradict what their delivery claims.
    private var falseClaims: Int {
        var claimed: Set<String> = []
        var contradicted: Set<String> = []
        for event in events {
            let data = event["data"] ?? .null
            switch event["type"]?.stringValue {
            case "task.delivered":
                let claims = (data["claims"]?.arrayValue ?? []).compactMap(\.stringValue)
                guard claims.contains(where: { $0.hasSuffix("passed") }),
                    let delivery = data["delivery"]?.stringValue
                else { continue }
                claimed.insert(delivery)
            case "replay.recorded":
                guard let delivery = data["delivery"]?.stringValue else { continue }
                let results = data["record"]?["results"]?.arrayValue ?? []
                if results.contains(where: { $0["passed"]?.boolValue != true }) {
                    contradicted.insert(delivery)
                }
            default: continue
            }
        }
        return claimed.intersection(contradicted).count
    }

    /// Claims on a task whose last holder was another agent and had not delivered it.
    private var takenOver: Int {
        var holders: [String: String] = [:]
        var found = 0
        for event in events {
            let subject = event["subject"]?.stringValue ?? ""
            switch event["type"]?.stringValue {
            case "task.claimed":
                let agent = event["actor"]?.stringValue
                if let before = holders[subject], before != agent { found += 1 }
                holders[subject] = agent
            case "task.delivered": holders[subject] = nil
            case "task.released":
                // Who gives up themselves leaves nothing to be taken over.
                if event["actor"]?.stringValue == holders[subject] { holders[subject] = nil }
            default: continue
            }
        }
        return found
    }
}
