import GitKit
import Testing

@Suite("What a remote has is fetched, and nothing else is touched")
struct FetchTests {
    /// A repository with a remote that is one commit ahead of it.
    private func behind(_ fixture: Fixture) throws -> Repository {
        let repository = try fixture.repository()
        try fixture.shell(
            in: fixture.root,
            """
            git clone -q --bare repo remote && git clone -q remote other && cd other
            echo second >second && git add -A && git commit -qm Second && git push -q
            """
        )
        try fixture.git(in: repository.path, "remote", "add", "origin", fixture.path("remote"))
        return repository
    }

    private func state(of repository: Repository, _ fixture: Fixture) throws -> String {
        try fixture.shell(
            in: repository.path,
            """
            git for-each-ref refs/heads refs/tags; git status --porcelain; cat .git/HEAD
            sha256sum .git/index; find . -path ./.git -prune -o -type f -exec sha256sum {} +
            test ! -e .git/FETCH_HEAD
            """
        )
    }

    @Test("The remote's branches are known afterwards, and the working tree is as it was")
    func fetches() throws {
        try Fixture.with { fixture in
            let repository = try behind(fixture)
            try repository.write("README", "not committed\n")
            try repository.write("new", "untracked\n")
            let main = try BranchName("main")
            #expect(try repository.git.remotes() == ["origin"])
            #expect(try repository.git.commitsBehind(main, of: "origin") == nil)
            let before = try state(of: repository, fixture)
            try repository.git.fetch(from: "origin", within: .seconds(30))
            #expect(try state(of: repository, fixture) == before)
            #expect(try repository.git.commitsBehind(main, of: "origin") == 1)
        }
    }

    @Test("A configuration that asks for more gets no more: no branch moves, no program is run")
    func pinned() throws {
        try Fixture.with { fixture in
            let repository = try behind(fixture)
            try fixture.shell(
                in: repository.path,
                """
                git config remote.origin.fetch '+refs/*:refs/*'
                git config remote.origin.uploadpack "touch $PWD/ran; git-upload-pack"
                git config fetch.prune true; git config remote.origin.tagOpt --tags
                git -C ../remote tag v1
                """
            )
            let before = try state(of: repository, fixture)
            try repository.git.fetch(from: "origin", within: .seconds(30))
            #expect(try state(of: repository, fixture) == before)
            #expect(try repository.git.commitsBehind(BranchName("main"), of: "origin") == 1)
        }
    }

    @Test("A remote that is away is an error, and a name that is an option is refused")
    func away() throws {
        try Fixture.with { fixture in
            let repository = try behind(fixture)
            try fixture.shell(in: fixture.root, "rm -rf remote")
            #expect(throws: GitError.self) {
                try repository.git.fetch(from: "origin", within: .seconds(30))
            }
            #expect {
                try repository.git.fetch(from: "--upload-pack=touch x", within: .seconds(30))
            } throws: { ($0 as? GitError)?.code == "git.name_refused" }
        }
    }
}
