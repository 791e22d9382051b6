import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideTimeline(_ provider: inout OperationProvider) {
        provider.read(ReportTimeline.self, self) { view, input in
            WorkTimelineReport(
                try view.workTimeline(
                    WorkTimeline.Question(
                        from: input.from,
                        to: input.to,
                        agent: input.agent,
                        kinds: Set(input.kinds.isEmpty ? TurnKind.allCases : input.kinds),
                        limit: input.limit
                    )
                )
            )
        }
    }
}

extension WorkTimelineReport {
    fileprivate init(_ timeline: WorkTimeline) {
        self.init()
        (from, to, isCut) = (timeline.from, timeline.to, timeline.isCut)
        let claims = Dictionary(grouping: timeline.bars, by: \.claim.agent)
        let turns = Dictionary(grouping: timeline.ticks, by: \.agent)
        tracks = Set(claims.keys).union(turns.keys).sorted().map { agent in
            TimelineTrack { track in
                track.agent = agent
                track.claims = claims[agent, default: []].map(HeldClaimLine.init)
                track.turns = turns[agent, default: []].map(TurnLine.init)
            }
        }
    }
}

extension HeldClaimLine {
    init(_ held: ClaimStore.Held) {
        self.init()
        (task, title) = (held.task, held.title)
        fence = held.claim.fence.number
        (claimedAt, endedAt) = (held.claim.claimedAt, held.claim.endedAt)
        ending = held.claim.ending
    }
}

extension TurnLine {
    fileprivate init(_ tick: WorkTimeline.Tick) {
        self.init()
        (revision, time, kind) = (tick.sequence, tick.time, tick.kind)
        (subject, outcome, text) = (tick.subject, tick.outcome, tick.text)
    }
}
