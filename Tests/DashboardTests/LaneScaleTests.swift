import Model
import Testing

@testable import Dashboard

@Suite("Where moments stand in a picture of lanes")
struct LaneScaleTests {
    private static func at(_ minutes: Int64) -> Timestamp {
        Timestamp(milliseconds: 1_700_000_000_000 + minutes * 60_000)
    }

    private static func scale(
        bars: [(Int64, Int64?)] = [],
        ticks: [Int64] = [],
        to end: Int64 = 480
    ) -> LaneScale {
        let lane = LaneChart.Lane(
            "ada",
            bars: bars.map { .init("b", from: at($0.0), to: $0.1.map(at), .good) },
            ticks: ticks.map { .init("t", at: at($0), "▲", .good) }
        )
        let chart = LaneChart("l", "c", from: at(0), to: at(end), lanes: [lane])
        return LaneScale(chart, now: at(end), left: 100, width: 1000)
    }

    @Test("A time in which nothing happens for over half an hour is drawn short, a shorter one not")
    func gaps() {
        let short = Self.scale(ticks: [0, 30, 60], to: 60)
        #expect(short.stretches.count == 1 && !short.stretches[0].isGap)
        let long = Self.scale(ticks: [0, 10, 300, 310], to: 320)
        #expect(long.stretches.map(\.isGap) == [false, true, false])
        let gap = long.stretches[1]
        #expect(gap.right - gap.left == 28)
        #expect(gap.from == Self.at(13) && gap.to == Self.at(297))
    }

    @Test("A bar that goes on leaves no gap, however long it is")
    func bars() {
        #expect(Self.scale(bars: [(0, nil)]).stretches.map(\.isGap) == [false])
        #expect(Self.scale(bars: [(0, 200)], to: 480).stretches.map(\.isGap) == [false, true])
    }

    @Test("The quiet before the first and after the last that happened is drawn short")
    func edges() {
        let short = Self.scale(ticks: [100, 102, 104], to: 110)
        #expect(short.stretches.map(\.isGap) == [true, false, true])
        let busy = short.stretches[1]
        #expect(busy.from == Self.at(100) + .seconds(-48))
        #expect(busy.to == Self.at(104) + .seconds(48))
        #expect(busy.right - busy.left == 1000 - 2 * 28)
        // Half as long as what happened is not too long.
        #expect(Self.scale(ticks: [0, 2, 4], to: 6).stretches.map(\.isGap) == [false])
    }

    @Test("A bar that goes on does not keep the quiet end from being drawn short")
    func goesOn() {
        let scale = Self.scale(bars: [(100, nil)], ticks: [102, 104], to: 110)
        #expect(scale.stretches.map(\.isGap) == [true, false, true])
        #expect(scale.place(of: Self.at(110)) == 1100)
        #expect(Self.scale(bars: [(0, nil)], ticks: [0], to: 110).stretches.count == 1)
    }

    @Test("Later is never further left, and the ends stand at the ends")
    func order() {
        let scale = Self.scale(bars: [(20, 50), (200, 240)], ticks: [5, 199, 470])
        #expect(scale.place(of: Self.at(0)) == 100)
        #expect(scale.place(of: Self.at(480)) == 1100)
        #expect(scale.place(of: Self.at(-100)) == 100)
        #expect(scale.place(of: Self.at(9999)) == 1100)
        let places = stride(from: Int64(0), through: 480, by: 5).map {
            scale.place(of: Self.at($0))
        }
        #expect(places == places.sorted())
        let ends = scale.stretches.dropLast().map(\.right)
        #expect(ends == scale.stretches.dropFirst().map(\.left))
    }

    @Test("An empty time is one stretch")
    func empty() {
        #expect(Self.scale().stretches.map(\.isGap) == [false])
        #expect(Self.scale(to: 0).place(of: Self.at(0)) == 100)
    }
}
