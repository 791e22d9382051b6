extension GitRepository {
    /// What became of lines in another commit.
    ///
    /// History is walked commit by commit, as `git blame` does, so a line that was moved and then
    /// renamed is found; where neither commit came from the other, the two are compared. A handful
    /// of questions to git, however many places there are.
    ///
    /// - Returns: The fates in the order of the places.
    package func follow(
        _ places: [FileLines],
        to target: CommitID
    ) throws(GitError) -> [LineFate] {
        let origins = Set(places.map(\.commit)).subtracting([target])
        let known = try existing(origins)
        let routes = try routes(from: known, to: target)
        var ways: [CommitID: [CommitRoutes.Step]] = [target: []]
        for origin in known { ways[origin] = routes.steps(from: origin) }
        let steps = Set(ways.values.joined()).sorted {
            ($0.from.text, $0.to.text) < ($1.from.text, $1.to.text)
        }
        let files = try fileSteps(steps)
        let needed = NeededPatches(places, ways: ways, files: files)
        let patches = try patches(needed)
        return places.map { place in
            guard let way = ways[place.commit] else { return .lost }
            return Self.fate(of: place, along: way, files, patches)
        }
    }

    private static func fate(
        of place: FileLines,
        along way: [CommitRoutes.Step],
        _ files: [CommitRoutes.Step: [GitPath: FileStep.Kind]],
        _ patches: LinePatches
    ) -> LineFate {
        var (path, lines) = (place.path, place.lines)
        var changed: CommitID?
        for step in way {
            switch files[step]?[path] {
            case nil: continue
            case .ended?: return .gone(by: step.to)
            case .became(let later, let old, let new)?:
                path = later
                guard old != new else { continue }
                guard let before = lines, let hunks = patches.hunks[BlobPair(old: old, new: new)],
                    let hunks
                else {
                    // A file as a whole, or one that has no lines.
                    changed = changed ?? step.to
                    continue
                }
                let mapped = MappedLines(before, through: hunks)
                guard let after = mapped.lines else { return .gone(by: step.to) }
                lines = after
                if mapped.isChanged { changed = changed ?? step.to }
            }
        }
        return changed.map { .changed(path, lines, by: $0) } ?? .kept(path, lines)
    }

    /// The commits that the repository has.
    private func existing(_ commits: Set<CommitID>) throws(GitError) -> Set<CommitID> {
        guard !commits.isEmpty else { return [] }
        var call = GitCall(["cat-file", "--batch-check"])
        call.input = Self.lines(commits.map(\.text))
        let found = try run(call).lines.compactMap { line -> CommitID? in
            let words = line.split(separator: " ")
            return words.count == 3 && words[1] == "commit" ? CommitID(String(words[0])) : nil
        }
        return Set(found)
    }

    private func routes(
        from origins: Set<CommitID>,
        to target: CommitID
    ) throws(GitError) -> CommitRoutes {
        guard !origins.isEmpty else { return CommitRoutes(to: target, parents: []) }
        let words = ["merge-base", "--octopus", target.text] + origins.map(\.text)
        let base = try asking(about: [target], GitCall(words).accepting(1))
        let excluded = base.exitCode == 0 ? ["^\(base.line)"] : []
        let call = GitCall(["rev-list", "--parents", "--topo-order", target.text] + excluded)
        return CommitRoutes(to: target, parents: try run(call).output)
    }

    private static let comparingSteps = [
        "diff-tree", "--stdin", "-r", "--always", "--find-renames", "-l1000", "--full-index",
        "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none",
    ]

    private func fileSteps(
        _ steps: [CommitRoutes.Step]
    ) throws(GitError) -> [CommitRoutes.Step: [GitPath: FileStep.Kind]] {
        guard !steps.isEmpty else { return [:] }
        var call = GitCall(Self.comparingSteps + ["--raw", "-z"])
        call.input = Self.input(steps)
        let lists = try FileStep.lists(raw: run(call).output, steps: steps.count)
        return Dictionary(uniqueKeysWithValues: zip(steps, lists))
    }

    /// The most paths that git is given as words.
    private static let pathsMax = 2_000

    private func patches(_ needed: NeededPatches) throws(GitError) -> LinePatches {
        guard !needed.steps.isEmpty else { return try LinePatches([]) }
        var call = GitCall(Self.comparingSteps + ["-p", "--unified=0"])
        if needed.paths.count <= Self.pathsMax, needed.paths.allSatisfy(\.isText) {
            call.arguments += ["--"] + needed.paths.map(\.text)
        }
        call.input = Self.input(Array(needed.steps))
        var patches = try LinePatches(run(call).output)
        // Among fewer files git may find another origin of a renamed one.
        for pair in needed.pairs where patches.hunks[pair] == nil {
            let words = ["diff", "--no-color", "--no-ext-diff", "--no-textconv", "--full-index"]
            patches.add(
                try LinePatches(run(GitCall(words + ["--unified=0", pair.old, pair.new])).output)
            )
        }
        return patches
    }

    // "<commit> <parent>", as `--stdin` takes it.
    private static func input(_ steps: [CommitRoutes.Step]) -> [UInt8] {
        lines(steps.map { "\($0.to.text) \($0.from.text)" })
    }

    private static func lines(_ texts: [String]) -> [UInt8] {
        texts.flatMap { Array("\($0)\n".utf8) }
    }
}

/// Which contents have to be compared line by line.
struct NeededPatches {
    private(set) var steps: Set<CommitRoutes.Step> = []
    private(set) var paths: Set<GitPath> = []
    private(set) var pairs: Set<BlobPair> = []

    init(
        _ places: [FileLines],
        ways: [CommitID: [CommitRoutes.Step]],
        files: [CommitRoutes.Step: [GitPath: FileStep.Kind]]
    ) {
        for place in Set(places.filter { $0.lines != nil }) {
            var path = place.path
            way: for step in ways[place.commit] ?? [] {
                switch files[step]?[path] {
                case nil: continue way
                case .ended?: break way
                case .became(let later, let old, let new)?:
                    if old != new {
                        steps.insert(step)
                        paths.formUnion([path, later])
                        pairs.insert(BlobPair(old: old, new: new))
                    }
                    path = later
                }
            }
        }
    }
}

extension GitRepository {
    /// The id and the content of files in a commit; what is no file or too large is left out.
    package func blobs(
        at paths: Set<GitPath>,
        in commit: CommitID,
        limitBytes: Int = 8 << 20
    ) throws(GitError) -> [GitPath: (object: String, bytes: [UInt8])] {
        let wanted = try entries(in: commit).filter { entry in
            guard paths.contains(entry.path), (entry.sizeBytes ?? .max) <= limitBytes else {
                return false
            }
            return entry.kind == .file || entry.kind == .executable
        }
        guard !wanted.isEmpty else { return [:] }
        var call = GitCall(["cat-file", "--batch"])
        call.input = Self.lines(wanted.map(\.object))
        let contents = try ObjectBatch.contents(run(call).output)
        return wanted.reduce(into: [:]) { found, entry in
            found[entry.path] = contents[entry.object].map { (entry.object, $0) }
        }
    }

    /// The commits of a range, each with what it says in a trailer.
    ///
    /// - Parameters:
    ///   - base: Where the commits start, itself not included; `nil` for all of the history.
    ///   - key: The trailer's name, letters alone.
    package func commits(
        from base: CommitID?,
        to commit: CommitID,
        trailer key: String
    ) throws(GitError) -> [(commit: CommitID, values: [String])] {
        let form = "%H %(trailers:key=\(key),valueonly,separator=%x20)"
        let range = [commit.text] + (base.map { ["^\($0.text)"] } ?? [])
        let answer = try asking(
            about: [base, commit].compactMap(\.self),
            GitCall(["log", "--no-color", "--format=\(form)"] + range + ["--"])
        )
        return answer.lines.compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            guard let id = words.first.flatMap(CommitID.init) else { return nil }
            return (id, Array(words.dropFirst()))
        }
    }
}
