import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

// What a run leaves: where git has to be asked beside the ledger.
extension LocalCaller {
    private var trees: GitCheckouts { GitCheckouts(program: git, time: time) }

    func provideRunPages(_ provider: inout OperationProvider) {
        provider.provide(ShowRunStatus.self) { [unowned self] input, context in
            let said = try readiness(of: input.run)
            return try read(ShowRunStatus.self, context) { view in
                try RunStatus(RunProgress(of: input.run, in: view), input, said, in: view)
            }
        }
        provider.provide(ReportRun.self) { [unowned self] input, context in
            let said = try readiness(of: input.run)
            return try read(ReportRun.self, context) { view in
                ReportPage(try view.runReport(input.run, readiness: said))
            }
        }
        provider.provide(HandRunOff.self) { [unowned self] input, context in
            let (worktrees, commits) = try open().engine.read { view in
                (
                    try view.worktreePlaces(of: input.run),
                    try view.commitPlaces(of: input.run)
                )
            }
            let said = try readiness(of: input.run)
            let seen = try worktrees.map(worktree)
            let found = try commits.map(commit)
            return try read(HandRunOff.self, context) { view in
                ReportPage(
                    try view.runHandoff(
                        input.run,
                        worktrees: seen,
                        commits: found,
                        readiness: said
                    )
                )
            }
        }
    }

    /// What the readiness slices of a run say, each at the commit that was delivered.
    private func readiness(of name: RunName) throws -> [RunReadiness] {
        let (places, repositories) = try open().engine.read { view in
            (
                try view.readinessPlaces(of: view.run(name)),
                try view.repositories.repositories()
            )
        }
        return try places.map { place in
            guard let path = place.path else { return RunReadiness(nil, at: place) }
            guard let repository = repositories.first(where: { $0.name == place.repository }),
                try has(place.commit, repository)
            else {
                return RunReadiness(
                    at: place,
                    fault: "The commit that was delivered is not in the repository."
                )
            }
            return RunReadiness(
                try committedFiles(of: repository, at: place.commit).content(path),
                at: place
            )
        }
    }

    /// Whether a repository is there and has a commit.
    private func has(_ commit: String, _ repository: Repository) throws -> Bool {
        guard access(repository.path, F_OK) == 0 else { return false }
        return try trees.exists(commit, in: repository.path)
    }

    private func worktree(_ place: RunWorktree.Place) throws -> RunWorktree {
        guard access(place.path, F_OK) == 0 else { return RunWorktree(place, .gone) }
        let paths = try trees.uncommittedPaths(in: place.path)
        return RunWorktree(place, paths.isEmpty ? .clean : .changed(paths.sorted()))
    }

    private func commit(_ place: RunCommit.Place) throws -> RunCommit {
        let repositories = try open().engine.read { try $0.repositories.repositories() }
        guard let repository = repositories.first(where: { $0.name == place.repository }),
            try has(place.commit, repository)
        else { return RunCommit(place, isMerged: nil) }
        return RunCommit(
            place,
            isMerged: try trees.isReachable(
                place.commit,
                from: repository.defaultBranch,
                in: repository.path
            )
        )
    }
}
