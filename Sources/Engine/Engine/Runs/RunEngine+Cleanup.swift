import Model
import Store

extension RunEngine {
    /// Notes what of a run was archived and deleted; nothing is noted where nothing was.
    package func clean(_ name: RunName, _ cleanup: RunCleanup) throws -> Changed {
        let event = try change.view.run(name).clean(cleanup)
        if !cleanup.isEmpty {
            try change.record(event.fact, on: Subject(.run, name.text))
        }
        return Changed(name: name)
    }
}
