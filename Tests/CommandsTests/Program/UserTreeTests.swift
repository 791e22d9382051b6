import Digests
import Testing

@Suite("What belongs to the user is left as it is")
struct UserTreeTests {
    /// Everything of the user's: files, index, head, stashes, branches of their own, settings.
    private static let survey = """
        cd api
        git status --porcelain=v2 --branch --ignored && git stash list && git ls-files --stage
        git for-each-ref refs/heads/main refs/heads/mine refs/stash refs/tags
        find . -path ./.git -prune -o -type f -print0 | sort -z | xargs -0 sha256sum
        sha256sum .git/config .git/info/exclude .git/hooks/* ../home/.gitconfig
        """

    private func dirty() throws -> CommandLineSession {
        let session = try CommandLineSession(initialized: false)
        try session.shell(
            """
            git config --file home/.gitconfig user.name User
            cd api && echo '*.tmp' > .gitignore && git add .gitignore && git commit -qm ignore
            git tag kept && git branch mine
            echo stashed > stash.txt && git add stash.txt && git stash push -q
            echo staged > staged.txt && git add staged.txt && echo 'echo dirty' >> src/run.sh
            echo loose > loose.txt && echo ignored > ignored.tmp
            printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-push && chmod +x .git/hooks/pre-push
            """
        )
        return session
    }

    @Test("A task's whole life touches nothing in the user's own working tree or settings")
    func wholeLife() throws {
        let session = try dirty()
        let before = try session.shell(Self.survey)
        func unchanged(_ after: String) throws {
            #expect(try session.shell(Self.survey) == before, "after \(after)")
        }
        try session.good("init")
        try session.join("ada")
        try session.join("vera", as: "validator")
        try unchanged("init")
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        try session.good("task", "create", "--packet", "../packet.md", "--ready")
        let claim = session.run("claim", "WP-1-Hello", "--json", by: "ada")
        let worktree = try #require(try session.data(of: claim)["worktree"]?.stringValue)
        try unchanged("a claim")
        try session.shell(
            "cd '\(worktree)' && printf 'echo ok\\necho hello\\n' > src/run.sh && git commit -qam x"
        )
        let delivered = session.run("deliver", "WP-1-Hello", by: "ada", in: worktree)
        try #require(delivered.exit == 0, "\(delivered)")
        let replay = session.run("replay", "WP-1-Hello", "--json", by: "vera")
        if replay.code != "replay.no_sandbox" {
            try #require(replay.exit == 0, "\(replay)")
            let accepted = session.run("accept", "WP-1-Hello", by: "vera")
            try #require(accepted.exit == 0, "\(accepted)")
            try unchanged("an acceptance")
            try session.good("worktree", "clean")
        }
        #expect(session.run("session", "end", by: "ada").exit == 0)
        try session.good("doctor")
        try unchanged("the end")
    }

    @Test("No command leaves a process behind")
    func noProcess() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        try session.good("claim", "WP-1")
        try session.good("status")
        // The shell that asks has the folder in its environment too, and so have its children.
        let found = try session.shell(
            """
            for process in /proc/[0-9]*; do
                [ "$process" = "/proc/$$" ] && continue
                parent=$(sed -n 's/^PPid:[^0-9]*//p' "$process/status" 2>/dev/null || true)
                [ "$parent" = "$$" ] && continue
                if tr '\\0' '\\n' < "$process/environ" 2>/dev/null \\
                    | grep -qxF "XDG_STATE_HOME=$XDG_STATE_HOME"
                then echo "$process"; fi
            done
            """
        )
        #expect(found.isEmpty, "\(found)")
    }

    @Test("Commands that only look write nothing, neither into the store nor beside it")
    func looking() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "One", "--task", "T-1", "--ready")
        try session.good("message", "send", "ada", "hello")
        let survey = """
            find . -path ./elsewhere -prune -o -type f -not -name '*-shm' \\
                -not -name input -not -name output -not -name errors -print0 \\
                | sort -z | xargs -0 sha256sum
            """
        let before = try session.shell(survey)
        let looks = [
            ["status"], ["prime"], ["next"], ["inbox"], ["doctor"], ["task", "list"],
            ["task", "show", "T-1"], ["lane", "list"], ["repo", "list"], ["agent", "list"],
            ["rule", "list"], ["session", "show"], ["worktree", "list"], ["worktree", "conflicts"],
            ["message", "show", "M-1"], ["message", "search", "hello"], ["event", "list"],
            ["event", "watch", "--after", "0"], ["ledger", "export"],
        ]
        for words in looks {
            let run = session.run(words: words)
            #expect(run.exit == 0, "\(words): \(run)")
            #expect(try session.shell(survey) == before, "\(words)")
        }
    }
}
