import Model
import Store

// Reviews as parts of a run's review slices.
extension ReviewEngine {
    /// The slice that a review is a part of: the one that is named, else the one that the actor has
    /// in hand.
    ///
    /// - Returns: The slice as its run's file names it.
    func slice(named name: TaskKey?) throws -> RunSlice? {
        guard let name else {
            for held in try change.view.tasks.held(by: change.actor.id) {
                if let found = try change.view.runs.slice(of: held.key)?.slice,
                    found.kind.isReview
                {
                    return found
                }
            }
            return nil
        }
        let key = try change.view.task(name).key
        guard let found = try change.view.runs.slice(of: key)?.slice, found.kind.isReview,
            try change.view.current(of: key)?.task.state.name.isFinal == false
        else { throw RunError.noReviewSlice(key) }
        return found
    }

    /// Requires that the actor judges, or that a review slice of a run is theirs: whom the founder
    /// has said go to as its reviewer needs no further right for that.
    func requireReviewer(of slice: TaskKey?) throws {
        if change.actor.agent.role.has(.judge) { return }
        if let slice, let task = try change.view.current(of: slice)?.task,
            [task.assignee, task.hold?.agent, task.handover?.agent].contains(change.actor.id)
        {
            return
        }
        try change.actor.require(.judge)
    }
}
