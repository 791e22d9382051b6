import GitKit

extension ParkingPlace {
    /// Where the tests park.
    static var test: ParkingPlace {
        get throws { try named("work") }
    }

    static func named(_ name: String) throws -> ParkingPlace {
        try ParkingPlace(
            prefix: "refs/parked/",
            name: name,
            signature: .ada,
            message: "Work of \(name)"
        )
    }
}

extension Repository {
    func request(
        _ name: String,
        branch: String? = nil,
        from start: CommitID? = nil
    ) throws -> WorktreeRequest {
        WorktreeRequest(
            path: fixture.path(name),
            start: .newBranch(try BranchName(branch ?? "agent/\(name)"), from: try start ?? head),
            parking: try .named(name.contains("/") ? "nested" : name)
        )
    }

    /// The repository seen from another of its worktrees.
    func seen(from name: String) -> Repository {
        let path = fixture.path(name)
        return Repository(
            fixture: fixture,
            path: path,
            git: GitRepository(at: path, program: git.program)
        )
    }

    /// The parked references and what their commits hold at a path.
    func parked() throws -> [String] {
        try ask("for-each-ref", "--format=%(refname)", "refs/parked/")
            .split(separator: "\n").map(String.init)
    }
}
