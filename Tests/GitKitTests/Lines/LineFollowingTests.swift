import GitKit
import Testing

@Suite("Lines are followed from commit to commit")
struct LineFollowingTests {
    private func lines(_ texts: [String]) -> String { texts.map { $0 + "\n" }.joined() }

    @Test("It is said whether lines were kept, moved, renamed, changed or taken away")
    func fates() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let first = (1...30).map { "line \($0)" }
            try repository.write("a.txt", lines(first))
            try repository.write("whole.txt", "same\n")
            let origin = try repository.commit("Origin")
            func fate(
                _ range: ClosedRange<Int>?,
                of path: String = "a.txt",
                at target: CommitID
            )
                throws -> LineFate?
            {
                try repository.git.follow(
                    [FileLines(path: GitPath(path), commit: origin, lines: range)],
                    to: target
                ).first
            }
            #expect(try fate(3...4, at: origin) == .kept(GitPath("a.txt"), 3...4))
            var next = first
            next.insert("new", at: 0)
            try repository.write("a.txt", lines(next))
            let moved = try repository.commit("Move")
            #expect(try fate(3...4, at: moved) == .kept(GitPath("a.txt"), 4...5))
            try fixture.shell(in: repository.path, "git mv a.txt 'b c.txt'")
            let renamed = try repository.commit("Rename")
            #expect(try fate(3...4, at: renamed) == .kept(GitPath("b c.txt"), 4...5))
            next[3] = "other"
            next.remove(at: 10)
            try repository.write("b c.txt", lines(next))
            let changed = try repository.commit("Change")
            let path = GitPath("b c.txt")
            #expect(try fate(3...3, at: changed) == .changed(path, 4...4, by: changed))
            #expect(try fate(3...4, at: changed) == .changed(path, 5...5, by: changed))
            #expect(try fate(10...10, at: changed) == .gone(by: changed))
            #expect(try fate(20...20, at: changed) == .kept(path, 20...20))
            #expect(try fate(nil, at: renamed) == .changed(path, nil, by: moved))
            #expect(try fate(nil, of: "whole.txt", at: changed) == .kept(GitPath("whole.txt"), nil))
            // An insertion between the lines of a range changes it; one beside it does not.
            #expect(try fate(1...2, at: moved) == .kept(GitPath("a.txt"), 2...3))
            try fixture.shell(in: repository.path, "git rm -q 'b c.txt'")
            let gone = try repository.commit("Remove")
            #expect(try fate(20...20, at: gone) == .gone(by: gone))
            #expect(try fate(10...10, at: gone) == .gone(by: changed))
            // Where neither came from the other, the two are compared.
            try fixture.shell(in: repository.path, "git checkout -q -b side \(moved.text)~1")
            try repository.write("a.txt", lines(["side"] + first))
            let side = try repository.commit("Side")
            let back = try repository.git.follow(
                [FileLines(path: path, commit: changed, lines: 20...20)],
                to: side
            )
            #expect(back == [.kept(GitPath("a.txt"), 21...21)])
            let nowhere = try #require(CommitID(String(repeating: "1", count: 40)))
            let lost = try repository.git.follow(
                [FileLines(path: path, commit: nowhere, lines: 1...1)],
                to: side
            )
            #expect(lost == [.lost])
        }
    }

    /// A file of lines that all differ, edited at random.
    private struct Edits {
        var chance: Chance
        var lines: [String]
        private var number = 0

        init(seed: UInt64) {
            chance = Chance(state: seed)
            lines = []
            for _ in 0..<40 { lines.append(fresh()) }
        }

        mutating func fresh() -> String {
            number += 1
            return "text \(number) \(chance.next() % 1000)"
        }

        mutating func edit() {
            for _ in 0...Int(chance.next() % 4) {
                let place = lines.isEmpty ? 0 : Int(chance.next() % UInt64(lines.count))
                switch chance.next() % 3 {
                case 0: lines.insert(fresh(), at: place)
                case 1 where lines.count > 12: lines.remove(at: place)
                default: lines[place] = fresh()
                }
            }
        }
    }

    private struct Chance {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    /// Which line of which commit each line of a file comes from, by `git blame`.
    private func blame(
        _ path: String,
        at commit: CommitID,
        in repository: Repository
    ) throws -> [String] {
        let output = try repository.fixture.git(
            in: repository.path,
            "blame",
            "--line-porcelain",
            commit.text,
            "--",
            path
        )
        return output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            guard words.count >= 3, words[0].utf8.count == 40, !line.hasPrefix("\t") else {
                return nil
            }
            return "\(words[0]) \(words[1])"
        }
    }

    @Test(
        "After any random edits and renames, a line is where git blame finds it again",
        arguments: 1...12 as ClosedRange<UInt64>
    )
    func agreesWithBlame(_ seed: UInt64) throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            var edits = Edits(seed: seed)
            var path = "file 0"
            var history: [(commit: CommitID, path: String, count: Int)] = []
            for number in 0..<12 {
                if number > 0 {
                    edits.edit()
                    if edits.chance.next() % 4 == 0 {
                        try fixture.shell(in: repository.path, "git mv '\(path)' 'file \(number)'")
                        path = "file \(number)"
                    }
                }
                try repository.write(path, lines(edits.lines))
                history.append((try repository.commit("Edit"), path, edits.lines.count))
            }
            let last = try #require(history.last)
            let found = try blame(last.path, at: last.commit, in: repository)
            var places: [FileLines] = []
            var origins: [String] = []
            for step in history {
                origins += try blame(step.path, at: step.commit, in: repository)
                places += (1...step.count).map {
                    FileLines(path: GitPath(step.path), commit: step.commit, lines: $0...$0)
                }
            }
            let fates = try repository.git.follow(places, to: last.commit)
            for (index, fate) in fates.enumerated() {
                let place = found.firstIndex(of: origins[index]).map { $0 + 1 }
                let comment = "seed \(seed): \(places[index]) became \(fate)"
                if let place {
                    #expect(fate == .kept(GitPath(last.path), place...place), "\(comment)")
                } else if case .kept = fate {
                    Issue.record("\(comment), and git blame does not find it")
                }
            }
        }
    }

    @Test("Through a merge, lines come from the branch that they were on")
    func merges() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            try repository.write("a", lines((1...20).map { "line \($0)" }))
            _ = try repository.commit("Base")
            try fixture.shell(in: repository.path, "git checkout -q -b side; sed -i '15i side' a")
            let side = try repository.commit("Side")
            try fixture.shell(in: repository.path, "git checkout -q main; sed -i '2i main' a")
            let main = try repository.commit("Main")
            try fixture.shell(in: repository.path, "git merge -q --no-edit side")
            let merged = try repository.git.commit("HEAD")
            let fates = try repository.git.follow(
                [
                    FileLines(path: GitPath("a"), commit: side, lines: 15...15),
                    FileLines(path: GitPath("a"), commit: main, lines: 2...2),
                    FileLines(path: GitPath("a"), commit: main, lines: 21...21),
                ],
                to: merged
            )
            let path = GitPath("a")
            #expect(fates == [.kept(path, 16...16), .kept(path, 2...2), .kept(path, 22...22)])
        }
    }

    @Test("A thousand places are followed over a hundred commits in seconds")
    func cost() throws {
        try Fixture.with { fixture in
            let repository = try fixture.repository()
            let files = (0..<50).map { "file \($0)" }
            for file in files {
                try repository.write(file, lines((1...200).map { "\(file) line \($0)" }))
            }
            var commits = [try repository.commit("Base")]
            for number in 1...100 {
                let file = files[number % files.count]
                try fixture.shell(
                    in: repository.path,
                    "sed -i '\(number)i new \(number)' '\(file)'"
                )
                commits.append(try repository.commit("Edit"))
            }
            let places = (0..<1000).map { number in
                FileLines(
                    path: GitPath(files[number % files.count]),
                    commit: commits[number / 10],
                    lines: 150...152
                )
            }
            let start = ContinuousClock.now
            let fates = try repository.git.follow(places, to: commits[100])
            let took = ContinuousClock.now - start
            #expect(fates.count == 1000)
            #expect(fates.allSatisfy { if case .kept = $0 { true } else { false } })
            #expect(took < .seconds(5), "it took \(took)")
        }
    }
}
