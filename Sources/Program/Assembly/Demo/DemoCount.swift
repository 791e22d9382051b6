import Commands
import Digests
import Model

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
        fillWave(in: &report)
    }

    /// The wave, and how it was closed: by gates that were asked about the whole.
    private func fillWave(in report: inout DemoReport) {
        func names(_ type: String) -> [String] {
            events.filter { $0["type"]?.stringValue == type }.compactMap { event in
                event["subject"]?.stringValue?.split(separator: ":").last.map(String.init)
            }
        }
        report.wave = names("wave.sent").last.map(WaveName.init(trusted:))
        report.phase = names("phase.closed").last.map(PhaseName.init(trusted:))
        let sent = events.last { $0["type"]?.stringValue == "wave.sent" }
        let tasks = (sent?["data"]?["tasks"]?.arrayValue ?? []).compactMap(\.stringValue)
        report.waveTasks = tasks.count
        report.waveAccepted = Set(names("task.accepted")).intersection(tasks).count
        let targets: Set<String?> = ["worktree", "workspace", "phase"]
        let verdicts = events.filter { event in
            event["type"]?.stringValue == "gate.ran"
                && targets.contains(event["data"]?["target"]?.stringValue)
        }.flatMap { $0["data"]?["results"]?.arrayValue ?? [] }
        report.closingGates = verdicts.count
        report.closingGatesPassed = verdicts.count { $0["verdict"]?.stringValue == "pass" }
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
