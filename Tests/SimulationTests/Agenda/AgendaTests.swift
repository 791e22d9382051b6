import Model
import Simulation
import TestSupport
import Testing

@Suite("What is going to happen")
struct AgendaTests {
    @Test("It happens in the order of time, and at one moment in the order of writing")
    func order() {
        var chance = SplitMix64(seed: 3)
        var agenda = Agenda()
        let moments = (0..<500).map { _ in Int64.random(in: 0...60, using: &chance) }
        for (place, moment) in moments.enumerated() {
            agenda.add(.crashes(agent: place), at: Timestamp(milliseconds: moment))
        }
        var found: [(moment: Int64, place: Int)] = []
        while let (moment, happening) = agenda.next() {
            guard case .crashes(let place) = happening else { continue }
            found.append((moment.milliseconds, place))
        }
        let wanted = moments.enumerated().map { (moment: $1, place: $0) }.sorted { $0 < $1 }
        #expect(found.map(\.place) == wanted.map(\.place))
    }
}
