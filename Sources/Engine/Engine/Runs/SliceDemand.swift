import Model
import Store

/// What a run that goes on asks of one of its slices: what has to lie where when it is handed in.
package struct SliceDemand: Sendable {
    package let run: RunName
    package let slice: RunSlice
    package let artifacts: RunSpec.Artifacts
    /// What the slice's stage is for.
    package let stage: RunSpec.Stage.Kind
    /// Whether no other slice of the run is open.
    package let isLast: Bool

    /// What is to be left by who works on the slice.
    ///
    /// - Parameter agent: `nil` stands for its owner.
    package func left(by agent: AgentID?) -> [LeftArtifact] {
        artifacts.left(by: agent ?? slice.owner, on: slice.task)
            + slice.artifacts.map { LeftArtifact(kind: .slice, path: $0) }
    }
}

extension View {
    /// What a run asks of a task; `nil` where it is no slice, or of a run that is over.
    ///
    /// Neither the run's file nor its other slices are read.
    package func demand(on task: TaskKey) throws -> SliceDemand? {
        guard let (name, slice) = try runs.slice(of: task),
            let run = try runs.head(of: name)
        else { return nil }
        return SliceDemand(
            run: name,
            slice: slice,
            artifacts: run.artifacts,
            stage: slice.kind,
            isLast: try !runs.hasOpenSlice(name, besides: task)
        )
    }

    /// What a packet lets a task change, and besides what the task's run asks its agent to leave.
    ///
    /// What the packet keeps out stays out; a scope that bounds nothing stays as it is.
    package func scope(
        _ scope: PathScope,
        of task: TaskKey,
        by agent: AgentID?
    ) throws -> PathScope {
        guard !scope.isEmpty else { return scope }
        return try scope.with(demand(on: task), by: agent)
    }
}

extension PathScope {
    /// The scope, with what a run asks of who works in it.
    func with(_ demand: SliceDemand?, by agent: AgentID?) -> PathScope {
        guard !isEmpty, let demand else { return self }
        var paths = demand.left(by: agent).map(\.path)
        if demand.stage == .docs { paths.append(demand.artifacts.manifestPath) }
        var asked: [PathPattern] = []
        for path in paths {
            do throws(PathPatternError) { asked.append(try PathPattern(path)) } catch {
                // What can't be written as a pattern is not in scope by this.
                continue
            }
        }
        return PathScope(inScope: inScope + asked, outOfScope: outOfScope)
    }
}
