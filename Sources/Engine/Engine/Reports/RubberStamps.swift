import Digests
import Model
import Store

/// Looks for what was judged or done in less time than it takes: reading for verdicts, running the
/// checks and writing for claims.
///
/// It accuses nobody: agents read faster than people. It says where nobody looked.
package struct RubberStamps: Sendable {
    /// Something that was done in less time than it takes.
    package struct Hasty: Hashable, Sendable {
        package let task: TaskKey
        package let delivery: DeliveryID
        package let agent: AgentID
        package let outcome: DeliveryStore.Outcome?
        package let took: Duration
        package let needs: Duration
        package let words: Int
        package let reason: String
    }

    package private(set) var verdicts = 0
    package private(set) var hasty: [Hasty] = []
    package private(set) var claims = 0
    package private(set) var short: [Hasty] = []
    package private(set) var gates = 0
    package private(set) var neverFailed: [GateStore.Sum] = []

    /// How fast agents write at best: some hundred tokens a second.
    private static let writtenPerMinute = 6_000
    /// How often a gate must have passed before its silence says something.
    private static let passesMin: Int64 = 20
    /// What is shorter than this is read at a glance.
    private static let wordsMin = 40

    /// What is judged: a delivery with what is known of its claim and its replay.
    struct Case: Sendable {
        let stored: DeliveryStore.Stored
        let claimedAt: Timestamp?
        /// How long the checks took when they were run again.
        let checks: Duration?
        /// How many words the change adds; `nil` where its commit is gone.
        let words: Int?
    }

    init(_ cases: [Case], gates sums: [GateStore.Sum], wordsPerMinute: Int) {
        for one in cases {
            judgeVerdict(one, wordsPerMinute: max(1, wordsPerMinute))
            judgeClaim(one)
        }
        gates = sums.count
        neverFailed = sums.filter { $0.passes >= Self.passesMin && $0.refusals == 0 }
    }

    private mutating func judgeVerdict(_ one: Case, wordsPerMinute: Int) {
        guard let decidedAt = one.stored.decidedAt, let verdict = one.stored.verdict else { return }
        verdicts += 1
        let report = one.stored.delivery.report.wordCount
        let words = report + (one.words ?? 0)
        let took = decidedAt - one.stored.deliveredAt
        let needs = Duration.milliseconds(Int64(words) * 60_000 / Int64(wordsPerMinute))
        guard words >= Self.wordsMin, took < needs else { return }
        hasty.append(
            Hasty(
                task: one.stored.task,
                delivery: one.stored.delivery.id,
                agent: verdict.judge,
                outcome: one.stored.outcome,
                took: took,
                needs: needs,
                words: words,
                reason: "\(words) words in \(took.text): reading them takes \(needs.text)."
            )
        )
    }

    private mutating func judgeClaim(_ one: Case) {
        guard let claimedAt = one.claimedAt else { return }
        claims += 1
        let took = one.stored.deliveredAt - claimedAt
        let words = one.words ?? 0
        let writing = Duration.milliseconds(Int64(words) * 60_000 / Int64(Self.writtenPerMinute))
        // Who says what the checks gave has run them.
        let checking = one.stored.delivery.claims.isEmpty ? .zero : one.checks ?? .zero
        let needs = writing + checking
        guard needs > .seconds(1), took < needs else { return }
        let reason =
            checking > took
            ? "Its checks alone take \(checking.text)."
            : "Its checks take \(checking.text), and writing \(words) words \(writing.text)."
        short.append(
            Hasty(
                task: one.stored.task,
                delivery: one.stored.delivery.id,
                agent: one.stored.delivery.handover.agent,
                outcome: one.stored.outcome,
                took: took,
                needs: needs,
                words: words,
                reason: reason
            )
        )
    }
}

extension WorkspaceEngine {
    /// Looks for what was judged or done faster than it can be.
    ///
    /// - Parameters:
    ///   - since: Deliveries from that moment on; the last five hundred at most.
    ///   - wordsPerMinute: How fast a person reads.
    package func rubberStamps(
        since: Timestamp?,
        wordsPerMinute: Int,
        sources: any SourceAccess
    ) throws -> RubberStamps {
        let known = try read { view in
            let stored = try view.deliveries.deliveries(since: since, limit: 500)
            return (
                stored: try stored.map { delivery in
                    let handover = delivery.delivery.handover
                    let task = try view.task(delivery.task).task
                    return (
                        delivery: delivery,
                        claimedAt: try view.claims.claimedAt(handover.fence, on: delivery.task),
                        checks: try view.replays.latest(of: delivery.delivery.id)?.event
                            .checkDuration,
                        repository: try view.repository(of: task).path
                    )
                },
                sums: try view.gates.sums(since: since)
            )
        }
        let cases = known.stored.map { one in
            RubberStamps.Case(
                stored: one.delivery,
                claimedAt: one.claimedAt,
                checks: one.checks,
                words: words(of: one.delivery.delivery, in: one.repository, sources)
            )
        }
        return RubberStamps(cases, gates: known.sums, wordsPerMinute: wordsPerMinute)
    }

    private func words(
        of delivery: Delivery,
        in repository: String,
        _ sources: any SourceAccess
    ) -> Int? {
        do {
            return try sources.addedLines(
                from: delivery.base,
                to: delivery.commit,
                in: repository
            ).reduce(0) { sum, file in
                sum + file.lines.reduce(0) { $0 + $1.text.wordCount }
            }
        } catch {
            // A commit that git has let go of says nothing any more; its report still counts.
            return nil
        }
    }
}

extension ReplayEvent {
    /// How long the checks took together.
    fileprivate var checkDuration: Duration? {
        let results = record["results"]?.arrayValue ?? []
        let milliseconds = results.compactMap { $0["duration_ms"]?.int64Value }
        return milliseconds.isEmpty ? nil : .milliseconds(milliseconds.reduce(0, +))
    }
}

extension String {
    /// How many words there are to read.
    fileprivate var wordCount: Int {
        var count = 0
        var isInWord = false
        for byte in utf8 {
            let belongs = byte > 32
            if belongs, !isInWord { count += 1 }
            isInWord = belongs
        }
        return count
    }
}
