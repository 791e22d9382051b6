import Digests
import Model
import Store

/// What is to be merged, and where to.
package struct MergeRunOrder: Sendable {
    package let repository: Repository
    /// The branch that is moved.
    package let branch: String
    /// The most tasks that are taken up.
    package let limit: Int
    package let allowsUnsandboxed: Bool

    package init(repository: Repository, branch: String, limit: Int, allowsUnsandboxed: Bool) {
        self.repository = repository
        self.branch = branch
        self.limit = limit
        self.allowsUnsandboxed = allowsUnsandboxed
    }
}

/// What merging works with.
package struct MergeTools: Sendable {
    package let git: any BranchMerging
    package let packets: any PacketReading
    package let replayer: any Replaying

    package init(git: any BranchMerging, packets: any PacketReading, replayer: any Replaying) {
        self.git = git
        self.packets = packets
        self.replayer = replayer
    }
}

/// What one run came to.
package struct MergeRun: Sendable {
    /// What became of one task.
    package struct Line: Sendable {
        /// What that was.
        package enum Outcome: Sendable {
            case merged(MergeMove)
            case refused(MergeRefusal)
            /// What it depends on is not in the branch.
            case waits([TaskKey])
        }

        package let task: TaskKey
        package let outcome: Outcome
    }

    package internal(set) var lines: [Line] = []
    /// What ended the run before its end; what stands in ``lines`` is done all the same.
    package internal(set) var stopped: (any Reportable)?
    /// How many wait still.
    package internal(set) var waiting = 0
}

extension WorkspaceEngine {
    /// Merges what waits, in its order.
    ///
    /// Each task by itself: what is done before a run is cut off stays done, and the next run goes
    /// on. The branch is moved only after the merged tree has passed the packet's checks and has
    /// all that was accepted. A trial does the same and moves and records nothing.
    ///
    /// - Throws: Where nothing was done at all; else ``MergeRun/stopped`` says it.
    package func merge(
        _ order: MergeRunOrder,
        _ request: ChangeRequest,
        tools: MergeTools
    ) async throws -> MergeRun {
        var request = request
        // One key stands for one transaction, and a run has many.
        request.key = nil
        var run = MergeRun()
        do {
            let pass = MergePass(engine: self, order: order, request: request, tools: tools)
            try await pass.work(&run)
        } catch let error as any Reportable {
            guard !run.lines.isEmpty else { throw error }
            run.stopped = error
        }
        let landed = run.lines.count { line in
            if case .waits = line.outcome { false } else { true }
        }
        run.waiting =
            try read {
                try $0.merges.waiting(in: order.repository.name).count
            } - (request.isDryRun ? landed : 0)
        return run
    }
}
