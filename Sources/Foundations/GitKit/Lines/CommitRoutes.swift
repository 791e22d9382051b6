/// Ways from commits to one that came after them, step by step.
struct CommitRoutes {
    /// A step from a commit to one that has it as a parent, or to the target where neither history
    /// has the other.
    struct Step: Hashable {
        let from: CommitID
        let to: CommitID
    }

    private let target: CommitID
    private var next: [CommitID: CommitID] = [:]

    /// Reads what `rev-list --parents` prints; of several ways the shortest is taken.
    init(to target: CommitID, parents output: [UInt8]) {
        self.target = target
        var parents: [CommitID: [CommitID]] = [:]
        for line in output.split(separator: UInt8(ascii: "\n")) {
            let ids = line.split(separator: UInt8(ascii: " ")).compactMap { CommitID($0.asText) }
            if let first = ids.first { parents[first] = Array(ids.dropFirst()) }
        }
        var wave = [target]
        while !wave.isEmpty {
            var later: [CommitID] = []
            for commit in wave {
                for parent in parents[commit] ?? [] where parent != target && next[parent] == nil {
                    next[parent] = commit
                    later.append(parent)
                }
            }
            wave = later
        }
    }

    /// The steps from a commit to the target; one straight to it from a commit that did not lead
    /// there.
    func steps(from origin: CommitID) -> [Step] {
        var steps: [Step] = []
        var commit = origin
        while commit != target {
            let to = next[commit] ?? target
            steps.append(Step(from: commit, to: to))
            commit = to
        }
        return steps
    }
}
