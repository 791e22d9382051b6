import Digests
import Glibc
import Model
import Replay
import SubprocessKit
import Testing

@Suite("A replay checks out the commit and nothing else", .serialized)
struct CheckoutTests {
    private static let kind = (Trampoline.kinds + [.none])[0]

    /// Runs one check and returns its result.
    private func check(
        _ text: String,
        of commit: String,
        in repository: TestRepository
    ) throws -> CheckResult {
        let record = try repository.replay(commit, [text], kind: Self.kind)
        return try #require(record.evidence.results.first)
    }

    @Test("Tests that pass only with an uncommitted file fail")
    func uncommittedFile() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["test.sh": ". ./helper.sh; helper\n"])
            try shell("echo 'helper() { :; }' >helper.sh", in: repository.path)
            #expect(try shell("sh test.sh", in: repository.path).isSuccess)
            #expect(try !check("sh test.sh", of: commit, in: repository).ending.isSuccess)
            let whole = try repository.commitAll()
            #expect(try check("sh test.sh", of: whole, in: repository).ending == .exited(0))
        }
    }

    @Test("A change that is not committed is not seen")
    func uncommittedChange() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["answer": "41\n"])
            try shell("echo 42 >answer", in: repository.path)
            #expect(try check("cat answer", of: commit, in: repository).text == "41\n")
        }
    }

    @Test("Build products that are ignored are not there")
    func ignoredProducts() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit([".gitignore": "build/\n"])
            try shell("mkdir build && touch build/tool", in: repository.path)
            #expect(try !check("test -e build/tool", of: commit, in: repository).ending.isSuccess)
        }
    }

    @Test("Checks see a real repository at that commit, with its history")
    func realRepository() throws {
        try TestRepository.with { repository in
            let first = try repository.commit(["a": "1"])
            let second = try repository.commit(["a": "2"])
            _ = try repository.commit(["a": "3"])
            let script = "git rev-parse HEAD HEAD^; git status --porcelain; git diff --stat HEAD^"
            let result = try check(script, of: second, in: repository)
            #expect(result.text.hasPrefix("\(second)\n\(first)\n a | 2 +-\n"))
        }
    }

    @Test("A check that destroys its repository harms no other", arguments: Trampoline.kinds)
    func destroysRepository(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["a": "1"])
            let before = try fingerprint(of: repository)
            let script = """
                rm -rf $(cat .git/objects/info/alternates) .git/* * .git
                git -C \(repository.path) update-ref -d HEAD
                rm -rf \(repository.path)
                true
                """
            let record = try repository.replay(commit, [script, "true"], kind: kind)
            #expect(try fingerprint(of: repository) == before)
            #expect(record.gaps.contains(.treeChanged(CheckCommand(script))))
            // Without a sandbox the same check does harm.
            _ = try repository.replay(commit, [script], kind: .none)
            #expect(access(repository.path, F_OK) != 0)
        }
    }

    @Test("The repository is as it was: references, worktrees, configuration, every file")
    func repositoryUntouched() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["a": "1"])
            let before = try fingerprint(of: repository)
            _ = try repository.replay(commit, ["git commit -q --allow-empty -m x; git gc -q; true"])
            #expect(try fingerprint(of: repository) == before)
        }
    }

    /// All files with their contents, and that the repository is whole.
    private func fingerprint(of repository: TestRepository) throws -> String {
        try shell(
            "git fsck --full 2>&1; git worktree list; find . -type f | sort | xargs sha256sum",
            in: repository.path
        ).output.text
    }

    @Test("Hooks, filters and monitors of the repository do not run")
    func repositoryPrograms() throws {
        try TestRepository.with { repository in
            let mark = repository.root + "/ran"
            let commit = try repository.commit([".gitattributes": "* filter=evil\n", "a": "1"])
            try shell(
                """
                git config filter.evil.smudge 'touch \(mark); cat'
                git config filter.evil.clean 'touch \(mark); cat'
                git config core.fsmonitor 'touch \(mark); false'
                git config core.hooksPath .git/hooks
                git config uploadpack.packObjectsHook 'touch \(mark); exec'
                mkdir -p .git/hooks
                printf '#!/bin/sh\\ntouch \(mark)\\n' >.git/hooks/post-checkout
                cp .git/hooks/post-checkout .git/hooks/reference-transaction
                chmod +x .git/hooks/*
                """,
                in: repository.path
            )
            // Without a sandbox, so that one which ran would leave its mark.
            let record = try repository.replay(commit, ["cat a"], kind: .none)
            #expect(record.evidence.results.first?.text == "1")
            #expect(access(mark, F_OK) != 0)
            try shell("git worktree add -q ../other HEAD", in: repository.path)
            #expect(access(mark, F_OK) == 0)
        }
    }

    @Test("A hook that a check plants does not run when its tree is looked at")
    func plantedPrograms() throws {
        try TestRepository.with { repository in
            let mark = repository.root + "/ran"
            let commit = try repository.commit(["a": "1", "sub/b": "2"])
            let plant = """
                git config core.fsmonitor 'touch \(mark); false'
                git config filter.evil.clean 'touch \(mark); cat'
                echo '* filter=evil' >.gitattributes; echo changed >a
                rm -r sub; git init -q sub; cd sub
                git config core.fsmonitor 'touch \(mark); false'; echo 2 >b
                """
            let record = try repository.replay(commit, [plant, "true"], kind: .none)
            #expect(access(mark, F_OK) != 0)
            #expect(
                record.gaps.contains(.treeChanged(CheckCommand(plant)))
                    || record.gaps.contains(.treeUnknown(CheckCommand(plant)))
            )
        }
    }

    @Test("A changed tracked file is seen, also with its old time and size; a new file is none")
    func treeChanges() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["a": "1\n", "b": "2\n"])
            func changes(_ text: String) throws -> Bool {
                try repository.replay(commit, [text], kind: Self.kind)
                    .gaps.contains(.treeChanged(CheckCommand(text)))
            }
            #expect(try changes("echo 3 >a"))
            #expect(try changes("touch -r a time; echo 3 >a; touch -r time a"))
            #expect(try changes("rm a"))
            #expect(try changes("chmod +x a"))
            #expect(try changes("ln -sf b a"))
            #expect(try !changes("touch a new; mkdir -p deep/er; cp a deep/er; rm -rf .git"))
            let record = try repository.replay(commit, ["echo 3 >a", "true"], kind: Self.kind)
            let results = record.evidence.results
            #expect(results.first?.treeAfter == results.last?.treeBefore)
            #expect(results.last?.treeBefore == results.last?.treeAfter)
        }
    }

    @Test("Names that a shell or git could misread are checked out as they are")
    func oddNames() throws {
        try TestRepository.with { repository in
            let names = [
                "a b", "new\nline", "-rf", "$(id)", "quote'\"", "tab\t", "é", "Case", "case",
                ":(top)x", "#x", "sp /in ner",
            ]
            let commit = try repository.commit(
                Dictionary(uniqueKeysWithValues: names.map { ($0, "content\n") })
            )
            let script =
                "git status --porcelain; find . -path ./.git -prune -o -type f -print0"
                + " | tr '\\n\\0' '|\\n' | sort"
            let result = try check(script, of: commit, in: repository)
            let expected = names.map { "./" + $0.replacing("\n", with: "|") }
            #expect(Set(result.text.split(separator: "\n").map(String.init)) == Set(expected))
        }
    }

    @Test("A link that leads out of the tree is checked out as a link")
    func linkOut() throws {
        try TestRepository.with { repository in
            _ = try repository.commit(["a": "1"])
            try shell("ln -s /etc/hostname out; ln -s ../../.. up; ln -s a in", in: repository.path)
            let commit = try repository.commitAll()
            let script = "readlink out up in"
            #expect(
                try check(script, of: commit, in: repository).text == "/etc/hostname\n../../..\na\n"
            )
        }
    }

    @Test("Submodules and pointers to large files are gaps")
    func missingContent() throws {
        try TestRepository.with { repository in
            let inner = try repository.commit(["a": "1"])
            try shell(
                """
                git update-index --add --cacheinfo 160000,\(inner),vendor/one
                git update-index --add --cacheinfo 160000,\(inner),vendor/two
                printf '*.bin filter=lfs diff=lfs merge=lfs -text\\n' >.gitattributes
                for i in 1 2 3; do
                    printf 'version https://git-lfs.github.com/spec/v1\\n' >$i.bin
                    printf 'oid sha256:0\\nsize 1\\n' >>$i.bin
                done
                git add .gitattributes *.bin
                git commit -q -m content
                """,
                in: repository.path
            )
            let commit = try shell("git rev-parse HEAD", in: repository.path).output.text.dropLast()
            let record = try repository.replay(String(commit), ["true"], kind: Self.kind)
            #expect(record.gaps.contains(.submodulesMissing(2)))
            #expect(record.gaps.contains(.largeFilesMissing(3)))
        }
    }

    @Test("A shallow history, one with other digests, and one that borrows objects can be replayed")
    func kindsOfRepository() throws {
        try TestRepository.with { repository in
            _ = try repository.commit(["a": "1"])
            let commit = try repository.commit(["a": "2"])
            try shell(
                """
                git clone -q --depth 1 "file://$PWD/project" shallow
                git clone -q --shared project borrowing
                git clone -q --shared borrowing twice
                git clone -q --bare project bare.git
                git init -q --object-format=sha256 digests
                cd digests && echo 2 >a && git add a && git commit -q -m a
                """,
                in: repository.root
            )
            let other = try shell("git rev-parse HEAD", in: repository.root + "/digests")
            for (name, id) in [
                ("shallow", commit), ("borrowing", commit), ("twice", commit), ("bare.git", commit),
                ("digests", String(other.output.text.dropLast())),
            ] {
                let record = try repository.runner(Self.kind).run(
                    ReplayRequest(
                        repository: repository.root + "/" + name,
                        commit: id,
                        checks: [CheckCommand("cat a; git log --oneline | wc -l; pwd")],
                        profile: .quick
                    )
                )
                #expect(record.evidence.results.first?.ending == .exited(0), "\(name)")
                #expect(record.evidence.results.first?.text.hasPrefix("2") == true, "\(name)")
            }
        }
    }

    @Test("A repository that only its owner may read can be replayed")
    func privateRepository() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["a": "1"])
            try shell("chmod -R go= .", in: repository.root)
            let before = try fingerprint(of: repository)
            #expect(
                try check("git log --oneline | wc -l; cat a", of: commit, in: repository).text
                    == "1\n1"
            )
            #expect(try fingerprint(of: repository) == before)
        }
    }

    @Test("Claimed artifacts are looked for in the tree that the checks leave, and only there")
    func artifacts() throws {
        try TestRepository.with { repository in
            let commit = try repository.commit(["kept": "content"])
            let script = """
                mkdir out; printf made >out/made; ln -s /etc/hostname link; mkfifo pipe
                ln -s out linked
                """
            let claims = ReplayClaims(artifacts: [
                ClaimedArtifact(path: "kept", digest: Digest(of: "content")),
                ClaimedArtifact(path: "out/made", digest: Digest(of: "made")),
                ClaimedArtifact(path: "out/made", digest: Digest(of: "other")),
                ClaimedArtifact(path: "link"), ClaimedArtifact(path: "pipe"),
                ClaimedArtifact(path: "linked/made"), ClaimedArtifact(path: "out"),
                ClaimedArtifact(path: "../seed/alternates"), ClaimedArtifact(path: "/etc/hostname"),
                ClaimedArtifact(path: "absent"), ClaimedArtifact(path: ""),
            ])
            let record = try repository.replay(commit, [script], kind: Self.kind, claims: claims)
            #expect(record.grade == .notVerified)
            #expect(
                record.gaps.filter { $0.effect == .disproves } == [
                    .artifactDiffers(path: "out/made"), .artifactMissing(path: "link"),
                    .artifactMissing(path: "pipe"), .artifactMissing(path: "linked/made"),
                    .artifactMissing(path: "out"), .artifactMissing(path: "../seed/alternates"),
                    .artifactMissing(path: "/etc/hostname"), .artifactMissing(path: "absent"),
                    .artifactMissing(path: ""),
                ]
            )
        }
    }
}
