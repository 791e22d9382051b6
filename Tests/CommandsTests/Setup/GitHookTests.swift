import Testing

@Suite("Hooks of git, by git itself")
struct GitHookTests {
    /// A worker with a task whose scope is `src/`, in a repository with hooks of its own.
    private func working(_ before: String = "") throws -> CommandLineSession {
        let session = try CommandLineSession()
        let directory = CommandLineSession.program.split(separator: "/").dropLast()
            .joined(separator: "/")
        session.environment["PATH"] = "/\(directory):" + (session.environment["PATH"] ?? "")
        try session.shell(before)
        try session.good("setup", "git")
        try session.good("agent", "register", "ada", "--role", "worker")
        session.write(
            "# Task Packet: T-1\n## WHAT\nDo it.\n## IN_SCOPE_PATHS\n- src/\n",
            to: session.folder + "/packet.md"
        )
        let packet = session.folder + "/packet.md"
        try session.good("task", "create", "--task", "T-1", "--packet", packet, "--ready")
        try session.shell("git -C api worktree add -q ../ada -b agent/ada/work")
        session.directory = session.folder + "/ada"
        try session.good("--as", "ada", "session", "start", "--no-sync")
        try session.good("claim", "T-1", "--no-worktree")
        return session
    }

    private func commit(
        _ words: String...,
        in session: CommandLineSession
    ) -> CommandLineSession.Run {
        session.run(
            [Array("-C".utf8), Array(session.directory.utf8), Array("commit".utf8)]
                + words.map { Array($0.utf8) },
            of: "git"
        )
    }

    @Test("A commit outside the scope is refused; one within it names its task and agent once")
    func commits() throws {
        let session = try working()
        try session.shell("cd ada && echo x > 'a \"b\".txt' && git add -A")
        let refused = commit("-m", "Out", in: session)
        #expect(refused.exit == 1, "\(refused)")
        #expect(refused.errors.contains("outside the scope of T-1"))
        try session.shell("cd ada && git rm -qf 'a \"b\".txt'")
        try session.shell("cd ada && echo x >> src/run.sh && git add -A")
        let made = commit("-m", "In", "-m", "Why.", in: session)
        #expect(made.exit == 0, "\(made)")
        let message = "In\n\nWhy.\n\nTask: T-1\nAgent: ada\n"
        #expect(try session.shell("git -C ada log -1 --format=%B").hasPrefix(message))
        try session.shell("cd ada && echo y >> src/run.sh && git add -A")
        #expect(commit("--amend", "--no-edit", in: session).exit == 0)
        #expect(try session.shell("git -C ada log -1 --format=%B") == message + "\n")
        session.directory = session.repository
        try session.good("rule", "set", "edit", "advise")
        session.directory = session.folder + "/ada"
        try session.shell("cd ada && echo x > other.txt && git add -A")
        let advised = commit("-m", "Out", in: session)
        #expect(advised.exit == 0 && advised.errors.contains("outside the scope"), "\(advised)")
    }

    @Test("Hooks that were there run first, decide first, and come back as they were")
    func chained() throws {
        let session = try working(
            """
            cd api && git config core.hooksPath hooks && mkdir hooks
            printf '#!/bin/sh\\ntest ! -e stop || { echo mine >&2; exit 3; }\\n' > hooks/pre-commit
            chmod 750 hooks/pre-commit && git add -A && git commit -qm hooks
            """
        )
        let hooks = session.repository + "/hooks"
        try session.shell("cp -r \(hooks)/. ada/hooks/ && touch ada/stop")
        try session.shell("echo x >> ada/src/run.sh")
        try session.shell("cd ada && git add src")
        let stopped = commit("-m", "In", in: session)
        #expect(stopped.exit == 1 && stopped.errors.contains("mine"), "\(stopped)")
        try session.shell("rm ada/stop")
        #expect(commit("-m", "In", in: session).exit == 0)
        session.directory = session.repository
        #expect(session.run("setup", "--check").exit == 0)
        try session.shell("echo '# more' >> \(hooks)/commit-msg")
        #expect(session.run("setup", "--check").exit == 5)
        try session.good("setup", "git")
        #expect(session.run("setup", "git", "--check").exit == 0)
        try session.good("setup", "git", "--remove")
        #expect(try session.shell("git -C api status --porcelain").isEmpty)
        #expect(try session.shell("stat -c %a \(hooks)/pre-commit") == "750\n")
        try session.shell("mkdir all && git -C api config core.hooksPath \(session.folder)/all")
        let elsewhere = session.run("setup", "git", "--json")
        #expect(elsewhere.code == "setup.hooks_elsewhere", "\(elsewhere)")
    }

    @Test("Where nobody works with us, or the program is gone, commits are as ever")
    func nobody() throws {
        let session = try CommandLineSession(initialized: false)
        try session.good("setup", "git")
        try session.shell("cd api && echo x > a && git add -A && git commit -qm one")
        let directory = CommandLineSession.program.split(separator: "/").dropLast()
            .joined(separator: "/")
        session.environment["PATH"] = "/\(directory):" + (session.environment["PATH"] ?? "")
        try session.shell("cd api && echo y > a && git add -A && git commit -qm two")
        #expect(try session.shell("git -C api log -1 --format=%B") == "two\n\n")
    }
}
