import Digests
import Model
import Store

/// What the ledger knows of a task's delivery, as the files of a bundle.
///
/// The same state of the task gives the same bytes.
package struct DeliveryEvidence: Sendable {
    /// A file of the bundle.
    package struct File: Hashable, Sendable {
        /// Its path in the bundle: `data/report.md`.
        package let path: String
        package let bytes: [UInt8]

        fileprivate init(_ path: String, _ text: String) {
            self.path = "data/" + path
            bytes = Array(text.utf8)
        }
    }

    package let delivery: Delivery
    package let repository: Repository
    /// The last replay of the delivery.
    package let replay: ReplayID?
    package let files: [File]

    /// Gathers from a snapshot.
    ///
    /// - Throws: ``EvidenceError/nothingDelivered(_:)`` for a task without a delivery.
    package init(of key: TaskKey, in view: View) throws {
        let task = try view.task(key).task
        guard let stored = try view.deliveries.deliveries(of: key).last else {
            throw EvidenceError.nothingDelivered(key)
        }
        let delivery = stored.delivery
        let replays = try view.replays.replays(of: key, limit: 1000).reversed().filter {
            $0.event.delivery == delivery.id
        }
        self.delivery = delivery
        repository = try view.repository(of: task)
        replay = replays.last?.id
        var files = [File("delivery.json", Self.json(stored).prettyText + "\n")]
        if !delivery.report.isEmpty { files.append(File("report.md", delivery.report)) }
        if let packet = try view.tasks.packet(of: key, revision: delivery.packetRevision) {
            let ending = packet.format == .toml ? "toml" : "md"
            files.append(File("packet.\(ending)", packet.text))
        }
        for replay in replays { files += Self.files(of: replay) }
        let filter = EventFilter(after: 0, subject: key.text)
        files.append(
            File(
                "events.jsonl",
                // One line for each, in the form that is hashed into the ledger's tree.
                try view.ledger.events(filter, limit: 10_000)
                    .map { $0.json.canonicalText + "\n" }.joined()
            )
        )
        self.files = files
    }

    private static func json(_ stored: DeliveryStore.Stored) -> JSONValue {
        let delivery = stored.delivery
        var members: [String: JSONValue] = [
            "task": .string(stored.task.text),
            "delivery": .string(delivery.id.text),
            "agent": .string(delivery.handover.agent.text),
            "commit": .string(delivery.commit),
            "delivered_at": .string(stored.deliveredAt.text),
            "packet_revision": .integer(delivery.packetRevision),
            "claims": .array(delivery.claims.map(JSONValue.string)),
            "artifacts": .array(delivery.artifacts.map(\.json)),
        ]
        members["base"] = delivery.base.map(JSONValue.string)
        members["branch"] = delivery.branch.map(JSONValue.string)
        if let outcome = stored.outcome, let verdict = stored.verdict {
            var told: [String: JSONValue] = [
                "outcome": .string(outcome.rawValue),
                "judge": .string(verdict.judge.text),
                "findings": .array(verdict.findings.map(JSONValue.string)),
            ]
            told["replay"] = verdict.replay.map { .string($0.text) }
            told["waived_gaps"] = verdict.waivedGaps.map(JSONValue.string)
            told["decided_at"] = stored.decidedAt.map { .string($0.text) }
            members["verdict"] = .object(told)
        }
        return .object(members)
    }

    private static func files(of replay: ReplayStore.Stored) -> [File] {
        let folder = "replays/\(replay.id)"
        let results = replay.event.record["results"]?.arrayValue ?? []
        var files = [
            File("\(folder)/record.json", replay.event.record.prettyText + "\n"),
            File("\(folder)/junit.xml", CheckSuite(replay.id.text, results).xml),
        ]
        var commands = ""
        for (index, result) in results.enumerated() {
            commands += result.withoutOutput.canonicalText + "\n"
            let output = result.keptOutput
            if !output.isEmpty { files.append(File("\(folder)/output-\(index + 1).txt", output)) }
        }
        files.append(File("\(folder)/commands.jsonl", commands))
        return files
    }
}

extension JSONValue {
    /// A check's result without what it wrote, which has a file of its own.
    fileprivate var withoutOutput: JSONValue {
        guard case .object(var members) = self else { return self }
        members["output_head"] = nil
        members["output_tail"] = nil
        return .object(members)
    }

    /// What a check wrote, as far as its record has it.
    fileprivate var keptOutput: String {
        let head = self["output_head"]?.stringValue ?? ""
        let tail = self["output_tail"]?.stringValue ?? ""
        let kept = Int64(head.utf8.count + tail.utf8.count)
        let dropped = (self["output_bytes"]?.int64Value ?? kept) - kept
        return dropped > 0 ? "\(head)\n[\(dropped) bytes left out]\n\(tail)" : head + tail
    }
}
