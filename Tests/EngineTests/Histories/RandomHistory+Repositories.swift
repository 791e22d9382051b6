import Engine
import Model
import TestSupport

extension RandomHistory {
    static let repositorySteps: [Step] = [
        (
            "move a repository",
            { history in
                let place = history.chance.pick(["api", "elsewhere", "third"])
                let known = TestWorkspace.repository(place)
                let moved = Repository(
                    name: RepositoryName(trusted: history.chance.oneIn(9) ? "web" : "api"),
                    path: known.path,
                    commonDirectory: known.commonDirectory,
                    defaultBranch: known.defaultBranch
                )
                try await history.workspace.change(as: history.session()) { change in
                    try change.actor.require(.plan)
                    _ = try change.repositories.move(moved)
                }
            }
        )
    ]
}
