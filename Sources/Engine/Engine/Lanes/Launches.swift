import Model
import Store

extension View {
    /// What could be launched: for each lane that is open and in which nobody works the task that
    /// comes first, by the lanes' keys; last that of no lane.
    ///
    /// - Parameter standings: Where all tasks stand, so that only lanes are asked that have
    ///   something ready.
    package func launches(
        _ lanes: [Lane],
        _ standings: [TaskStore.Standing]
    ) throws -> [StoredTask] {
        let ready = Set(standings.filter { $0.state == .ready }.map(\.lane))
        let busy = Set(standings.filter { $0.state.isAtWork }.map(\.lane))
        let open: [LaneKey?] = lanes.filter { $0.parking == nil && !busy.contains($0.key) }
            .map(\.key)
        return try (open + [nil]).filter(ready.contains).compactMap { lane in
            try tasks.nextReady(in: lane)
        }
    }
}
