import Model
import SubprocessKit

/// The working tree of the commit, and how changes to it are told.
///
/// git runs behind the same sandbox as the checks: what it reads was written by whoever delivered.
struct Checkout {
    let rooms: ReplayRooms
    let process: CheckProcess

    /// What came of it.
    struct Made {
        let submodules: Int
        let largeFilePointers: Int
        let layers: Set<SandboxLayer>
    }

    /// A repository that borrows its objects, with the commit checked out; and a copy of its index
    /// that no check ever sees.
    ///
    /// git's checkout goes on without a file whose object is missing, complains and exits with 0.
    private static let script = """
        set -eu
        umask 022
        git init -q --template= --object-format="$FORMAT" .
        printf '%s\\n' "$OBJECTS" >.git/objects/info/alternates
        if [ -s "$SEED/shallow" ]; then cp "$SEED/shallow" .git/shallow; fi
        complaints=$(git checkout -q --detach "$COMMIT" 2>&1) || { echo "$complaints"; exit 1; }
        if [ -n "$complaints" ] && ! git diff-files --quiet; then
            echo "$complaints"; exit 1
        fi
        if [ -n "$BASE" ]; then git update-ref refs/replay/base "$BASE"; fi
        cp -a .git/. "$CONTROL"
        case "$(git ls-files -s | grep -oE '^160000 |/?\\.gitattributes$' | sort -u)" in
        '') exit 0 ;;
        esac
        echo "submodules $(git ls-files -s | grep -c '^160000 ')"
        echo "pointers $(git ls-files -z -- ':(attr:filter=lfs)' | tr -dc '\\0' | wc -c)"
        """

    /// Says whether tracked files changed since it was last asked, and to which tree.
    ///
    /// A file is read again when its time of change differs, which no program can set.
    private static let treeScript = """
        export GIT_DIR="$CONTROL" GIT_WORK_TREE="$TREE"
        if git diff-files --quiet; then echo same; exit; fi
        git add -u -- . && echo "tree $(git write-tree)"
        """

    private static let wall = Duration.seconds(1800)

    func make() throws(ReplayError) -> Made {
        let run = try run(Self.script)
        let answers = Self.answers(run.result.output.text)
        guard run.ending.isSuccess else { throw refusal(run) }
        return Made(
            submodules: Int(answers["submodules"] ?? "") ?? 0,
            largeFilePointers: Int(answers["pointers"] ?? "") ?? 0,
            layers: run.layers
        )
    }

    /// The tree of the tracked files as they are, or `nil` where it can't be told.
    ///
    /// - Parameter last: What it was when it was last asked for.
    func tree(after last: String?) throws(ReplayError) -> String? {
        let run = try run(Self.treeScript)
        guard run.ending.isSuccess else { return nil }
        if run.result.output.text == "same\n" { return last }
        let tree = Self.answers(run.result.output.text)["tree"]
        return tree.flatMap { SourceRepository.isFullID($0) ? $0 : nil }
    }

    private func run(_ script: String) throws(ReplayError) -> CheckProcess.Run {
        let variables = [
            "FORMAT": rooms.source.objectFormat,
            "COMMIT": rooms.source.commit,
            "BASE": rooms.source.base ?? "",
            "OBJECTS": rooms.objectPlaces.joined(separator: "\n"),
            "SEED": rooms.places.seed,
            "CONTROL": rooms.places.control,
            "TREE": rooms.places.tree,
        ]
        return try process.run(
            rooms.plan(["/bin/sh", "-c", script], withControl: true),
            environment: PlainGit.environment.merging(variables) { $1 },
            wall: Self.wall,
            isGrouped: false
        )
    }

    private func refusal(_ run: CheckProcess.Run) -> ReplayError {
        let lines = run.result.output.text.split(separator: "\n")
        if lines.contains(where: { $0.contains("No space left on device") }) {
            return .diskFull(directory: process.runner.scratchRoot)
        }
        let complaint = lines.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") }
        return .checkoutFailed(
            commit: rooms.source.commit,
            reason: complaint.map(String.init) ?? lines.last.map(String.init) ?? "\(run.ending)"
        )
    }

    private static func answers(_ text: String) -> [String: String] {
        var answers: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if words.count == 2 { answers[String(words[0])] = String(words[1]) }
        }
        return answers
    }
}
