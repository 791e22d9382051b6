import Engine
import Model
import Operations

extension LocalCaller {
    func provideTrends(_ provider: inout OperationProvider) {
        let time = time
        provider.read(ShowTrends.self, self) { view, input in
            TrendReport(try Trends(view, until: time.now(), days: input.days))
        }
    }
}

extension TrendReport {
    fileprivate init(_ trends: Trends) {
        self.init()
        days = trends.days.map { day in
            TrendDay {
                $0.day = day.day
                $0.accepted = day.accepted
                $0.sentBack = day.sentBack
                $0.rejected = day.rejected
                $0.cycle = day.cycle
                $0.evidence = day.evidence
                $0.founderWait = day.founderWait
                $0.cost = Double(day.costNanos) / 1e9
            }
        }
        lanes = trends.lanes.map { lane in
            TrendLane {
                $0.lane = lane.lane
                $0.accepted = lane.accepted
                $0.sentBack = lane.sentBack
                $0.cycle = lane.cycle
                $0.cost = Double(lane.costNanos) / 1e9
            }
        }
        gates = trends.gates.map { gate in
            TrendGate {
                $0.gate = gate.gate
                $0.runs = gate.runs
                $0.lowUs = gate.low.wholeMicroseconds
                $0.usualUs = gate.usual.wholeMicroseconds
                $0.highUs = gate.high.wholeMicroseconds
                $0.longestUs = gate.longest.wholeMicroseconds
            }
        }
        accepted = days.reduce(0) { $0 + $1.accepted }
        sentBack = days.reduce(0) { $0 + $1.sentBack }
    }
}

extension Duration {
    fileprivate var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
