import Model
import Operations
import Testing

@testable import Dashboard

@Suite("The page of whether the work gets better")
struct TrendsTests {
    private static func gate(_ name: String, runs: Int) -> TrendGate {
        TrendGate {
            ($0.gate, $0.runs) = (name, runs)
            ($0.lowUs, $0.usualUs, $0.highUs) = (9000, 12_400, 16_000)
        }
    }

    private static func charts(_ change: (inout TrendReport) -> Void) async throws -> [Chart] {
        var answers = GivenAnswers()
        answers.give(TrendReport(change), to: ShowTrends.self)
        let screen = try await AskedPage.screen(.trends, from: answers)
        return screen.parts.flatMap(\.blocks).compactMap { block in
            if case .chart(let chart) = block { chart } else { nil }
        }
    }

    private static func chart(
        _ id: String,
        _ change: (inout TrendReport) -> Void
    ) async throws -> Chart {
        try #require(try await charts(change).first { $0.id == id })
    }

    @Test("Money and counts never share an axis")
    func units() async throws {
        func lanes(_ report: inout TrendReport) {
            report.lanes = [
                TrendLane { ($0.lane, $0.accepted, $0.cost) = ("core", 9, 1.25) },
                TrendLane { $0.accepted = 2 },
            ]
        }
        let cost = try await Self.chart("lanes-chart", lanes)
        #expect(cost.unit == "usd" && cost.labels == ["core", "no lane"])
        #expect(cost.series.map(\.values) == [[1.25, nil]])
        let count = try await Self.chart("lane-count-chart", lanes)
        #expect(count.unit == "" && count.series.map(\.values) == [[9, 2]])
    }

    @Test("A day without any report costs nothing known, not nothing")
    func costs() async throws {
        let chart = try await Self.chart("cost-chart") { report in
            report.days = [
                TrendDay { ($0.day, $0.cost) = ("2023-11-13", 0.5) },
                TrendDay { $0.day = "2023-11-14" },
            ]
        }
        #expect(chart.series.map(\.values) == [[0.5, nil]])
    }

    @Test("Few runs of a gate have a median and no percentiles, and are not rounded up")
    func gates() async throws {
        let chart = try await Self.chart("gates-chart") { report in
            report.gates = [Self.gate("scope", runs: 9), Self.gate("secrets", runs: 10)]
        }
        #expect(chart.unit == "ms" && chart.labels == ["scope", "secrets"])
        #expect(chart.series.map(\.name) == ["10th percentile", "median", "90th percentile"])
        #expect(chart.series.map(\.values) == [[nil, 9], [12.4, 12.4], [nil, 16]])
    }

    @Test("What is a median is called so")
    func words() async throws {
        let charts = try await Self.charts { _ in }
        for id in ["cycle-chart", "evidence-chart", "founder-chart"] {
            let chart = try #require(charts.first { $0.id == id })
            #expect(chart.sentence.contains("the median of each day"), "\(id)")
            #expect(chart.series.allSatisfy { $0.name.hasPrefix("median") }, "\(id)")
        }
    }
}
