import Model
import Store

// What waits for a verdict, and what stands against one.
extension NeedCollector {
    mutating func addDeliveries(_ most: Int) throws {
        let validators = validators
        // Nobody judges their own work. A founder need not look yet at what was just handed in,
        // where a validator is there.
        let filter = DeliveryStore.WaitingFilter(
            besides: reader.id,
            freshAfter: reader.role == .founder && !validators.isEmpty
                ? view.now + (.zero - Self.validatorsTime) : nil,
            judge: validators.count == 1 ? validators[0] : nil
        )
        let waiting = try view.deliveries.waiting(filter, limit: most)
        for delivery in waiting {
            var need = delivery.grade == nil ? toReplay(delivery) : toJudge(delivery)
            need.who = delivery.worker
            need.task = delivery.task
            found.append(need)
        }
        if waiting.count == most {
            count(try view.deliveries.waitingCount(filter), read: most)
        }
    }

    /// Those who are there to replay.
    private var validators: [AgentID] {
        standings.filter { standing in
            standing.agent.role == .validator && standing.evidence.startedAt != nil
                && !standing.presence.state.raisesAlert
        }
        .map(\.agent.id)
    }

    /// How long validators have for a replay before founders are told of it.
    private static let validatorsTime = Duration.seconds(60)

    private func toReplay(_ delivery: DeliveryStore.Waiting) -> Need {
        Need(
            .replay,
            .routine,
            delivery.task.text,
            title: delivery.title,
            reason: "its delivery was not replayed yet",
            since: delivery.deliveredAt,
            remedy: "worklead replay \(delivery.task)",
            state: delivery.delivery.text
        )
    }

    private func toJudge(_ delivery: DeliveryStore.Waiting) -> Need {
        let grade = delivery.grade.flatMap(ReplayGrade.init(rawValue:)) ?? .notVerified
        let (said, remedy) =
            switch grade {
            case .verified: ("bears it out", "worklead accept \(delivery.task)")
            case .verifiedWithGaps:
                ("bears it out, with gaps", "worklead task show \(delivery.task)")
            case .notVerified:
                ("does not bear it out", "worklead rework \(delivery.task) --finding TEXT")
            }
        return Need(
            .accept,
            .attention,
            delivery.task.text,
            title: delivery.title,
            reason: "its replay \(said); it waits for a verdict",
            since: delivery.deliveredAt,
            remedy: remedy,
            state: delivery.delivery.text
        )
    }

    /// Findings that have to be mended and that their owners dispute.
    mutating func addDisputes(_ most: Int) throws {
        let disputes = try view.findings.disputed(limit: most)
        for dispute in disputes {
            var need = Need(
                .review,
                dispute.severity == .blocking ? .attention : .routine,
                dispute.finding.text,
                title: dispute.text.headline,
                reason: "\(dispute.owner) disputes this \(dispute.severity.rawValue) finding",
                since: dispute.disputedAt,
                remedy: "worklead review show \(dispute.review)",
                state: "\(dispute.disputedAt.milliseconds)"
            )
            need.who = dispute.owner
            need.task = dispute.task
            need.repository = dispute.repository
            found.append(need)
        }
        if disputes.count == most { count(try view.findings.disputedCount(), read: most) }
    }

    mutating func addMerges(_ most: Int) throws {
        let refused = try view.merges.refused(limit: most)
        for stored in refused {
            let merge = stored.merge
            guard case .refused(let refusal) = merge.state else { continue }
            var need = Need(
                .merge,
                .attention,
                merge.task.text,
                title: refusal.findings.first?.sentence.headline ?? "",
                reason: "it could not be merged: \(refusal.reason.words)",
                since: stored.changedAt,
                remedy: "worklead merge list --all",
                state: "\(stored.changedAt.milliseconds)"
            )
            need.who = stored.asker
            need.task = merge.task
            need.repository = merge.change.repository
            found.append(need)
        }
        if refused.count == most { count(try view.merges.refusedCount(), read: most) }
        for line in try view.merges.lines() {
            var need = Need(
                .merge,
                .routine,
                line.repository.text,
                title: line.waiting.counted("merge waits", "merges wait"),
                reason: "its merge queue waits for a go",
                since: line.since,
                remedy: "worklead merge run --repo \(line.repository)"
            )
            need.repository = line.repository
            found.append(need)
        }
    }
}

extension MergeRefusal.Reason {
    fileprivate var words: String {
        switch self {
        case .conflict: "the branch has changed the same places"
        case .checks: "its checks do not pass on the merged tree"
        case .lost: "parts of what was accepted would be lost"
        }
    }
}
