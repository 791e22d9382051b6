import Model
import Store

extension View {
    /// What could be launched: for each lane that is open and in which nobody works the task that
    /// comes first, by the lanes' keys; last that of no lane.
    package func launches(_ lanes: [Lane]) throws -> [StoredTask] {
        var found: [StoredTask] = []
        for lane in lanes where lane.parking == nil {
            guard try tasks.active(in: lane.key).isEmpty else { continue }
            if let next = try tasks.nextReady(in: lane.key) { found.append(next) }
        }
        if let next = try tasks.nextReady(in: nil) { found.append(next) }
        return found
    }
}
