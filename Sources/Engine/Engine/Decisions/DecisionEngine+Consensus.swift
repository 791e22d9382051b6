import Digests
import Model
import Store

/// Something that was decided elsewhere and is to be written down.
package struct DecisionRecord: Sendable {
    package var text: String
    package var kind: Decision.Kind
    package var outcome: DecisionOutcome
    package var tasks: [TaskKey]
    package var thread: ThreadID?
    package var evidence: [EvidenceLink]

    package init(
        text: String,
        kind: Decision.Kind,
        outcome: DecisionOutcome,
        tasks: [TaskKey] = [],
        thread: ThreadID? = nil,
        evidence: [EvidenceLink] = []
    ) {
        self.text = text
        self.kind = kind
        self.outcome = outcome
        self.tasks = tasks
        self.thread = thread
        self.evidence = evidence
    }
}

// What was decided, and what there is to show for it.
extension DecisionEngine {
    /// Writes down what was decided elsewhere.
    ///
    /// - Throws: ``DecisionError/knownReference(_:_:)`` for what is written down already.
    package func write(_ record: DecisionRecord) throws -> Decided {
        try change.actor.require(.plan)
        try Self.requireLength(record.text, Self.textBytesMax)
        try Self.requireLength(record.outcome.text, Self.textBytesMax)
        if let reference = record.outcome.reference,
            let known = try change.view.decisions.decision(referredToAs: reference)
        {
            throw DecisionError.knownReference(reference, known)
        }
        for task in record.tasks { _ = try change.view.task(task) }
        let advice = try refuseSecret([record.text, record.outcome.text], about: record.tasks)
        let id = DecisionID(trusted: try change.view.counters.next(.decision))
        let decision = Decision(
            id: id,
            asker: change.actor.id,
            kind: record.kind,
            text: record.text,
            thread: record.thread ?? ThreadID(trusted: id.text),
            desk: .digest,
            options: [],
            fallback: nil,
            tasks: record.tasks,
            state: .recorded(record.outcome)
        )
        try self.record(.recorded(decision, record.outcome), on: id)
        if !record.evidence.isEmpty { try attach(record.evidence, to: id, note: nil) }
        return Decided(
            stored: try change.view.decision(id),
            unlocked: [],
            message: nil,
            advice: advice
        )
    }

    /// Links what shows that a decision was taken, or what came of it.
    ///
    /// - Returns: What rules at level `advise` have to say.
    @discardableResult
    package func attach(
        _ links: [EvidenceLink],
        to id: DecisionID,
        note: String?
    ) throws -> [String] {
        let advice = try advice(on: note, of: change.view.decision(id).decision)
        guard !links.isEmpty else { throw DecisionError.noEvidence }
        try record(.evidenceAdded(links, note: note), on: id)
        return advice
    }

    /// What a round over the decisions did.
    package struct Sweep: Sendable {
        /// The defaults that were written down now.
        package var taken: [DecisionStore.Stored] = []
        /// What has had no evidence for too long, and is brought to those who plan now.
        package var escalated: [DecisionStore.Stored] = []
        package var message: MessageID?
    }

    /// Writes down the defaults that are due, and brings what has no evidence before those who
    /// plan; each once, however often and whenever it is called.
    package func sweep() throws -> Sweep {
        var sweep = Sweep()
        sweep.taken = try settleDefaults().map(\.stored)
        guard try change.view.workspace.level(of: .decisionEvidence) != .off else { return sweep }
        for stored in try change.view.decisions.unescalated(at: change.now) {
            try record(.escalated, on: stored.decision.id)
            sweep.escalated.append(stored)
        }
        guard !sweep.escalated.isEmpty else { return sweep }
        let readers = try change.view.agents.active(in: [.lead, .founder]).map(\.id)
        guard !readers.isEmpty else { return sweep }
        sweep.message = try change.messages.announce(
            MessageDraft(
                recipients: readers,
                kind: .request,
                subject: sweep.escalated.count.counted("decision has", "decisions have")
                    + " no evidence",
                body: sweep.escalated.map { stored in
                    let decision = stored.decision
                    return "- \(decision.id), \(decision.state.name.rawValue), asked "
                        + "\(stored.askedAt.text) by \(decision.asker): "
                        + decision.text.prefix(200)
                }.joined(separator: "\n")
                    + "\n`worklead decision evidence DECISION FILE` links what shows each."
            )
        ).id
        return sweep
    }
}

extension View {
    /// Evidence by name: files as they were read, and bundles that are there.
    package func links(
        files: [(path: String, digest: Digest?)],
        bundles: [BundleID]
    ) throws -> [EvidenceLink] {
        try files.map { EvidenceLink(kind: .file, name: $0.path, digest: $0.digest) }
            + bundles.map { id in
                guard let stored = try evidence.bundle(id) else { throw EvidenceError.unknown(id) }
                var digest: Digest?
                if case .sealed(let seal) = stored.bundle.state { digest = seal.digest }
                return EvidenceLink(kind: .bundle, name: id.text, digest: digest)
            }
    }
}
