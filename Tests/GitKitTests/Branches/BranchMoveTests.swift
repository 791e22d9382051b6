import GitKit
import TestSupport
import Testing

@Suite("Who has moved branches, and what locks are left")
struct BranchMoveTests {
    private static let agent = "export GIT_COMMITTER_NAME=ada GIT_COMMITTER_EMAIL=ada@x.invalid"

    @Test("The log tells whose moves they were, from the first to the last")
    func moves() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.git.commit("main")
            try fixture.shell(
                in: repository.path,
                """
                git branch other; git branch third
                git commit --quiet --allow-empty --message Second
                \(Self.agent)
                git update-ref refs/heads/other "$(git commit-tree -p HEAD -m a 'HEAD^{tree}')"
                git update-ref refs/heads/other "$(git commit-tree -p other -m b 'HEAD^{tree}')"
                git branch made
                """
            )
            let moves = try repository.git.moves(by: "ada@x.invalid", since: 0)
            #expect(moves.map(\.branch.text) == ["made", "other"])
            let other = try #require(moves.last)
            #expect(other.before == first)
            #expect(other.after == (try repository.git.commit("other")))
            #expect(moves.first?.before == nil)
            #expect(try repository.git.moves(by: "ada@x.invalid", since: 1 << 40).isEmpty)
            #expect(try repository.git.moves(by: "da@x.invalid", since: 0).isEmpty)
        }
    }

    @Test("What others did between somebody's moves is not theirs")
    func interleaved() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try fixture.shell(
                in: repository.path,
                """
                move() {
                    git update-ref refs/heads/other "$(git commit-tree -p other -m x 'HEAD^{tree}')"
                }
                git branch other
                (\(Self.agent); move)
                move
                git branch between other
                (\(Self.agent); move; move)
                """
            )
            let move = try #require(try repository.git.moves(by: "ada@x.invalid", since: 0).first)
            #expect(move.before == (try repository.git.commit("between")))
            #expect(move.after == (try repository.git.commit("other")))
        }
    }

    @Test("The last moves are somebody's only while nobody has moved the branch after them")
    func lastMove() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = try repository.git.commit("main")
            let name = try BranchName("other")
            try fixture.shell(
                in: repository.path,
                """
                git branch other
                git commit --quiet --allow-empty --message Second
                (\(Self.agent); git update-ref refs/heads/other main)
                """
            )
            let move = try repository.git.lastMove(of: name) { $0.hasSuffix("@x.invalid") }
            #expect(move?.before == first)
            #expect(move?.after == (try repository.git.commit("main")))
            try fixture.shell(in: repository.path, "git update-ref refs/heads/other \(first)")
            #expect(try repository.git.lastMove(of: name) { $0.hasSuffix("@x.invalid") } == nil)
        }
    }

    @Test("Locks that nobody holds are found, and only those of one worktree are removed")
    func locks() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let tree = fixture.path("tree")
            try fixture.shell(
                in: repository.path,
                """
                git worktree add --quiet -b agent/ada/x \(tree)
                touch .git/index.lock .git/refs/heads/agent/ada/x.lock
                touch "$(git -C \(tree) rev-parse --git-path index.lock)"
                """
            )
            let location = try #require(try RepositoryLocator.location(at: tree))
            let shared = ["index.lock", "refs/heads/agent/ada/x.lock"]
                .map { location.commonDirectory + "/" + $0 }
            #expect(try repository.git.leftLocks(since: 0) == shared)
            #expect(try repository.git.leftLocks(since: 1 << 40).isEmpty)
            #expect(try repository.git.removeLeftLocks(of: location, since: 1 << 40).isEmpty)
            let removed = try repository.git.removeLeftLocks(of: location, since: 0)
            #expect(removed == [location.privateDirectory + "/index.lock", shared[1]])
            #expect(try repository.git.leftLocks(since: 0) == [shared[0]])
        }
    }
}
