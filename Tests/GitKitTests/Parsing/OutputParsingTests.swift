import TestSupport
import Testing

@testable import GitKit

@Suite struct OutputParsingTests {
    @Test("A status with every kind of entry is read, odd names included")
    func status() throws {
        let lines = [
            "# branch.oid 1111111111111111111111111111111111111111", "# branch.head main",
            "# branch.upstream origin/main", "# branch.ab +1 -0",
            "1 .M N... 100644 100644 100644 \(id("a")) \(id("a")) a b\n'c'",
            "2 R. N... 100644 100644 100644 \(id("a")) \(id("a")) R100 new name", "old name",
            "1 A. S.MU 000000 160000 160000 \(id("0")) \(id("b")) sub",
            "u UU N... 100644 100644 100644 100644 \(id("a")) \(id("b")) \(id("c")) both",
            "? un\ttracked", "! ignored/",
        ]
        let status = try WorktreeStatus(porcelain: lines.flatMap { Array($0.utf8) + [0] })
        #expect(status.commit?.text == id("1"))
        #expect(status.branch?.text == "main")
        #expect(!status.isClean)
        #expect(
            status.entries.map(\.path.text) == [
                "a b\n'c'", "new name", "sub", "both", "un\ttracked", "ignored/",
            ]
        )
        #expect(status.entries[0].kind == .changed(staged: nil, unstaged: .modified))
        #expect(
            status.entries[1].kind
                == .changed(staged: .renamed(from: GitPath("old name")), unstaged: nil)
        )
        #expect(status.entries[2].submodule?.hasChangedFiles == true)
        #expect(status.entries[2].submodule?.hasOtherCommit == false)
        #expect(status.entries[3].kind == .unmerged)
        #expect(status.uncommitted.count == 5)
    }

    @Test("A status that is cut, or of a form nobody knows, is an error and not half an answer")
    func malformedStatus() {
        let bad = [
            "1 .M N...\0", "x y\0", "? no end", "2 R. N... 1 1 1 a a R100 new\0",
            "1 .Q N... 100644 100644 100644 a a name\0", "\0",
        ]
        for text in bad {
            gitError("git.output_malformed") { try WorktreeStatus(porcelain: Array(text.utf8)) }
        }
    }

    @Test("Changed paths and their figures are read, renames and binary files included")
    func changes() throws {
        let output = "M\0a\nb\0A\0n\0D\0d\0T\0t\0R087\0old\0new\0C100\0src\0copy\0"
        let changes = try ChangedPath.list(nameStatus: Array(output.utf8))
        #expect(
            changes.map(\.kind) == [
                .modified, .added, .deleted, .typeChanged,
                .renamed(from: GitPath("old"), similarityPercent: 87),
                .copied(from: GitPath("src"), similarityPercent: 100),
            ]
        )
        #expect(changes[4].touched == [GitPath("old"), GitPath("new")])
        for text in ["Q\0a\0", "M\0", "Rxx\0a\0b\0", "M"] {
            gitError("git.output_malformed") {
                try ChangedPath.list(nameStatus: Array(text.utf8))
            }
        }
    }

    @Test("A commit is read with its signature, its merge parents and a folded subject")
    func commit() throws {
        let object = """
            tree \(id("1"))
            parent \(id("2"))
            parent \(id("3"))
            author A <B> C <a@x> 1700000000 +0530
            committer  <> 5 -0130
            gpgsig -----BEGIN
             tree fake
             -----END

            \n  A subject
            that goes on  \n
            Body.
            """
        let commit = try #require(CommitID(id("f")))
        let info = try #require(CommitInfo(id: commit, object: Array(object.utf8)))
        #expect(info.tree.text == id("1"))
        #expect(info.parents.map(\.text) == [id("2"), id("3")])
        #expect(info.author.name == "A")
        #expect(info.author.email == "B> C <a@x")
        #expect(info.author.time.secondsSinceEpoch == 1_700_000_000)
        #expect(info.author.time.utcOffsetMinutes == 330)
        #expect(info.committer.name == "")
        #expect(info.committer.time.utcOffsetMinutes == -90)
        #expect(info.subject == "A subject that goes on")
        for bad in ["", "tree x\n\n", "tree \(id("1"))\nauthor x\n\nm", "\n\n"] {
            #expect(CommitInfo(id: commit, object: Array(bad.utf8)) == nil)
        }
    }

    @Test("Versions of git in all their spellings are compared by their numbers")
    func versions() {
        for (text, version) in [
            ("git version 2.39.5", GitVersion(2, 39)),
            ("git version 2.31.0-rc1", GitVersion(2, 31)),
            ("git version 2.45.0.windows.1", GitVersion(2, 45)),
            ("git version 2.39.5 (Apple Git-154)", GitVersion(2, 39)),
            ("git version 3.0", GitVersion(3, 0)),
        ] {
            #expect(GitVersion(parsing: text) == version)
        }
        for text in ["", "git version", "git version two", "hg 2.39", "git version 2"] {
            #expect(GitVersion(parsing: text) == nil)
        }
        #expect(GitVersion(2, 9) < GitVersion(2, 31))
        #expect(GitVersion(3, 0) > GitVersion(2, 99))
    }

    @Test("Random bytes never break a parser", arguments: [11, 12] as [UInt64])
    func randomBytes(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let commit = try #require(CommitID(id("f")))
        let alphabet = Array("12u?!#RACMDT. \t\n\0N-".utf8) + [0xFF, 0xC3]
        for _ in 0..<4000 {
            let bytes = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
                alphabet.randomElement(using: &generator) ?? 0
            }
            _ = try? WorktreeStatus(porcelain: bytes)
            _ = try? ChangedPath.list(nameStatus: bytes)
            _ = try? TreeEntry.list(longTree: bytes)
            _ = try? ObjectBatch.contents(bytes)
            _ = CommitInfo(id: commit, object: bytes)
            _ = CoreSettings(file: bytes).isBare
            _ = GitComplaint(String(decoding: bytes, as: UTF8.self)).shown
        }
    }

    private func id(_ digit: String) -> String { String(repeating: digit, count: 40) }
}
