import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

/// A repository with commits, and a place for replays beside it.
struct TestRepository {
    /// Where everything of the test is.
    let root: String
    /// The repository's working tree.
    let path: String
    /// Where replays make their scratch directories.
    let scratchRoot: String
    /// What passes for the home directory of whoever replays.
    let home: String

    static func with<Value>(_ body: (TestRepository) throws -> Value) throws -> Value {
        try withTemporaryDirectory { root in
            let repository = TestRepository(
                root: root,
                path: root + "/project",
                scratchRoot: root + "/scratch",
                home: root + "/home"
            )
            // Open to all, so that what keeps checks out is the sandbox alone.
            try repository.git(
                "chmod 755 . && umask 022 && mkdir project home && git init -q -b main project"
            )
            return try body(repository)
        }
    }

    private func git(_ text: String) throws {
        let result = try shell(text, in: root)
        guard result.isSuccess else { throw TestRepositoryError(text: result.error.text) }
    }

    /// Commits files with these contents, and returns the commit's id.
    func commit(_ files: [String: String] = ["README": "read me\n"]) throws -> String {
        for (name, content) in files {
            let write = try Subprocess(
                "/bin/sh",
                ["-c", "mkdir -p \"$(dirname \"$0\")\" && cat >\"$0\"", path + "/" + name],
                environment: ["PATH": "/usr/bin:/bin"],
                input: .bytes(Array(content.utf8))
            ).run(clock: monotonic)
            guard write.isSuccess else { throw TestRepositoryError(text: write.error.text) }
        }
        return try commitAll()
    }

    /// Commits whatever is in the working tree.
    func commitAll() throws -> String {
        let result = try shell(
            "git add -A && git commit -q --allow-empty -m work && git rev-parse HEAD",
            in: path
        )
        guard result.isSuccess else { throw TestRepositoryError(text: result.error.text) }
        return String(result.output.text.dropLast())
    }

    /// Replays checks of a commit behind the kind of sandbox.
    func replay(
        _ commit: String,
        _ checks: [String],
        kind: SandboxKind = .bubblewrap,
        profile: ReplayProfile = .quick,
        claims: ReplayClaims = ReplayClaims(),
        environment: [String: String] = [:],
        interruption: Interruption? = nil
    ) throws -> ReplayRecord {
        try runner(kind, environment: environment, interruption: interruption).run(
            ReplayRequest(
                repository: path,
                commit: commit,
                checks: checks.map { CheckCommand($0) },
                profile: profile,
                claims: claims
            )
        )
    }

    func runner(
        _ kind: SandboxKind,
        environment: [String: String] = [:],
        interruption: Interruption? = nil
    ) throws -> ReplayRunner {
        let caller = ["PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": home]
            .merging(environment) { $1 }
        if kind == .none {
            return ReplayRunner(
                unsandboxed: Trampoline.path,
                scratchRoot: scratchRoot,
                callerEnvironment: caller,
                clock: monotonic,
                interruption: interruption
            )
        }
        return try ReplayRunner(
            sandboxed: Trampoline.probe.find(among: [kind]),
            scratchRoot: scratchRoot,
            callerEnvironment: caller,
            clock: monotonic,
            interruption: interruption
        )
    }

    /// What replays have left in their place.
    func leftovers() throws -> String {
        try shell("ls -A scratch 2>/dev/null", in: root).output.text
    }
}

struct TestRepositoryError: Error {
    let text: String
}

/// The program that is built beside the tests.
enum Trampoline {
    static let path: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/.build/debug/worklead"
    }()

    static let probe = SandboxProbe(trampoline: path, clock: monotonic)

    /// The kinds of sandbox that this machine can make; without one, tests of sandboxes say so.
    static let kinds: [SandboxKind] = [.bubblewrap, .namespaces].filter {
        probe.find(among: [$0]).sandbox != nil
    }
}

extension ReplayProfile {
    /// Limits that let a test end soon.
    static let quick = ReplayProfile(
        limits: ReplayLimits(
            wall: .seconds(20),
            cpuSeconds: 20,
            memoryBytes: 512 << 20,
            processes: 200,
            fileBytes: 100 << 20,
            outputBytes: 8192
        )
    )

    /// The same with one thing changed.
    func with(_ change: (inout ReplayProfile) -> Void) -> ReplayProfile {
        var copy = self
        change(&copy)
        return copy
    }
}

extension CheckResult {
    /// What is kept of the output, as text.
    var text: String { String(decoding: output.head + output.tail, as: UTF8.self) }
}
