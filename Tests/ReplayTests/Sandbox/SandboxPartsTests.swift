import Glibc
import Model
import SubprocessKit
import TestSupport
import Testing

@testable import Replay

@Suite("The parts of a sandbox hold by themselves")
struct SandboxPartsTests {
    private func plan(_ kind: SandboxKind) -> SandboxPlan {
        SandboxPlan(
            kind: kind,
            network: .loopback,
            limits: ReplayProfile.quick.limits,
            directory: "/",
            command: ["/bin/sh", "-c", "echo 'a b' $1", "name", "-x\ny"]
        )
    }

    @Test("A plan arrives as it was sent")
    func planArrives() {
        var plan = plan(.namespaces)
        plan.network = .host
        plan.user = 4_294_967_295
        plan.memoryIsGrouped = true
        plan.directory = "/a b"
        plan.writablePaths = ["/w", "command"]
        plan.mounts = [
            .hidden(path: "/h"), .scratch(path: "/s\n", bytes: 7),
            .bound(source: "command", target: "--", isReadOnly: true),
            .bound(source: "/x", target: "/y", isReadOnly: false),
        ]
        #expect(SandboxPlan(arguments: plan.arguments.dropFirst()) == plan)
    }

    @Test(
        "A call that is not ours is refused",
        arguments: [
            [], ["kind"], ["kind", "x"], ["kind", "none", "network", "none"],
            ["kind", "none", "network", "host"], ["kind", "none", "network", "host", "user", "-1"],
            ["kind", "none", "network", "host", "unknown", "1", "command", "x"],
            ["kind", "none", "network", "host", "cpu"],
        ]
    )
    func foreignCall(_ words: [String]) throws {
        #expect(SandboxPlan(arguments: words[...]) == nil)
        let result = try Subprocess(Trampoline.path, [SandboxPlan.entryWord] + words)
            .run(clock: monotonic)
        #expect(result.ending == .exited(2))
    }

    @Test("Lines of the process inside are read as they were told")
    func lines() {
        let lines: [SandboxLine] = [
            .layer(.landlock), .failed(step: "do a: b", reason: "x: y"), .started,
            .limit(.processes), .exited(255), .signalled(9),
            .used(cpuMicroseconds: 5, peakBytes: 1 << 40, leftovers: 2),
        ]
        for line in lines where line != lines[1] { #expect(SandboxLine(line.text) == line) }
        #expect(
            SandboxLine("failed do it: no: really") == .failed(step: "do it", reason: "no: really")
        )
        for text in ["", "layer x", "limit", "exited", "exited 99999999999", "used 1 2", "hello"] {
            #expect(SandboxLine(text) == nil)
        }
    }

    @Test("Landlock holds where the mounts would let a write through")
    func landlockAlone() throws {
        let sandbox = try #require(Trampoline.probe.find(among: [.namespaces]).sandbox)
        try withTemporaryDirectory { directory in
            try shell("mkdir -m 777 allowed refused", in: directory)
            var plan = plan(.namespaces)
            plan.mounts = [.bound(source: directory, target: directory, isReadOnly: false)]
            plan.writablePaths = [directory + "/allowed"]
            plan.command = [
                "/bin/sh", "-c",
                """
                cd \(directory); echo x >allowed/a && mv allowed/a allowed/b && echo one
                echo x >refused/a || mkdir refused/d || mv allowed/b refused || echo two
                echo x >/dev/null && echo three >/dev/stdout
                """,
            ]
            let result = try sandbox.subprocess(
                for: plan,
                environment: ["PATH": "/usr/bin:/bin"],
                output: .captured(keeping: .head(4096))
            ).run(clock: monotonic)
            let lines = result.output.text.split(separator: "\n")
            #expect(
                lines.filter { ["one", "two", "three"].contains($0) } == ["one", "two", "three"]
            )
            #expect(SandboxOutcome(result).layers.contains(.landlock))
            #expect(try shell("ls refused", in: directory).output.text.isEmpty)
        }
    }

    @Test(
        "Everything in a sandbox ends when the thread that waits for it ends",
        arguments: Trampoline.kinds
    )
    func endsWithCaller(kind: SandboxKind) throws {
        let sandbox = try #require(Trampoline.probe.find(among: [kind]).sandbox)
        let mark = "97\(getpid())\(kind == .bubblewrap ? 1 : 2)"
        var plan = plan(kind)
        plan.command = [
            "/bin/sh", "-c",
            "setsid sh -c 'trap \"\" TERM HUP; sleep \(mark) & sleep \(mark)' & wait",
        ]
        let started = Started(
            sandbox.subprocess(
                for: plan,
                environment: ["PATH": "/usr/bin:/bin"],
                output: .discarded
            )
        )
        func count() -> Int {
            let text = (try? shell("pgrep -cfx 'sleep \(mark)'", in: "/").output.text) ?? ""
            return Int(text.dropLast()) ?? -1
        }
        started.run { _ = eventually { count() == 2 } }
        #expect(started.sawBoth)
        #expect(eventually { count() == 0 })
    }

    /// Starts a program on a thread, which ends once a condition has been waited for.
    private final class Started {
        private let subprocess: Subprocess
        private var process: RunningProcess?
        private var wait: () -> Void = {}
        private(set) var sawBoth = false

        init(_ subprocess: Subprocess) {
            self.subprocess = subprocess
        }

        func run(_ wait: @escaping () -> Void) {
            self.wait = wait
            var thread = pthread_t()
            pthread_create(
                &thread,
                nil,
                { argument in
                    guard let argument else { return nil }
                    let me = Unmanaged<Started>.fromOpaque(argument).takeUnretainedValue()
                    me.process = try? me.subprocess.spawn(clock: monotonic)
                    me.wait()
                    me.sawBoth = me.process?.hasEnded == false
                    return nil
                },
                Unmanaged.passUnretained(self).toOpaque()
            )
            pthread_join(thread, nil)
        }
    }

    @Test("A spare user is one that the machine has room for")
    func spareUser() {
        let whole = "         0          0 4294967295\n"
        #expect(SpareUser(seed: 0, userMap: whole)?.id == 1_879_048_192)
        #expect(SpareUser(seed: 1_048_577, userMap: whole)?.id == 1_879_048_193)
        let container = "0 100000 65536\n"
        #expect(SpareUser(seed: 5, userMap: container)?.id == 61_189)
        #expect(SpareUser(seed: 5, userMap: "0 1000 1\n") == nil)
        #expect(SpareUser(seed: 5, userMap: "") == nil)
    }

    @Test("Directories are hidden once, the outermost, and never the root")
    func hiddenPaths() throws {
        let hidden = SandboxView.hiddenPaths(and: [
            "/", "/usr/share", "/usr/share/doc", "/tmp/x", "/no",
        ])
        #expect(hidden.contains("/usr/share"))
        #expect(!hidden.contains("/usr/share/doc"))
        #expect(!hidden.contains("/"))
        #expect(!hidden.contains("/no"))
        #expect(hidden.contains("/run"))
    }

    @Test("Control groups are found in the older hierarchies and in the unified one")
    func controlGroupPlaces() {
        let older = """
            30 25 0:26 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory
            31 25 0:27 / /sys/fs/cgroup/pids rw shared:9 - cgroup cgroup rw,pids
            33 25 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw
            """
        #expect(
            ControlGroupPlaces.read(mounts: older, memberships: "8:pids:/\n4:memory:/a/b\n0::/\n")
                == ControlGroupPlaces(
                    isUnified: false,
                    memory: "/sys/fs/cgroup/memory/a/b",
                    processes: "/sys/fs/cgroup/pids"
                )
        )
        let unified = "33 25 0:29 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw"
        let place = "/sys/fs/cgroup/user.slice/user-0.slice"
        #expect(
            ControlGroupPlaces.read(
                mounts: unified,
                memberships: "0::/user.slice/user-0.slice/session-1.scope\n"
            ) == ControlGroupPlaces(isUnified: true, memory: place, processes: place)
        )
        #expect(
            ControlGroupPlaces.read(mounts: "", memberships: "")
                == ControlGroupPlaces(isUnified: true, memory: nil, processes: nil)
        )
    }

    @Test("A group is made where it can be, with its limits, and nowhere else")
    func controlGroupMade() throws {
        try withTemporaryDirectory { directory in
            func make(_ memory: String?, _ processes: String?) -> ControlGroup? {
                let places = ControlGroupPlaces(
                    isUnified: true,
                    memory: memory,
                    processes: processes
                )
                return ControlGroup.make(number: 7, memoryBytes: 11, processes: 13, in: places)
            }
            #expect(make(nil, nil) == nil)
            #expect(make(directory + "/absent", nil) == nil)
            // A plain directory takes the limits' files as the kernel's would.
            let group = try #require(make(directory, directory))
            #expect(group.layers == [.memoryGroup, .processGroup])
            #expect(group.joinFiles.count == 1)
            let limits = try shell("cat */memory.max */pids.max", in: directory).output.text
            #expect(limits == "1113")
            try shell("cd worklead-*; echo 'oom 1\noom_kill 0' >memory.events", in: directory)
            #expect(group.exceeded == nil)
            try shell(
                "cd worklead-*; echo 'max 2' >pids.events; echo 5 >memory.peak",
                in: directory
            )
            #expect(group.exceeded == .processes)
            #expect(group.peakBytes == 5)
            try shell("cd worklead-*; echo 'oom 1\noom_kill 1' >memory.events", in: directory)
            #expect(group.exceeded == .memory)
        }
    }

    @Test("What a process that is gone has left is told from what others use")
    func abandonedNames() throws {
        try withTemporaryDirectory { directory in
            let owner = OwnerName(prefix: "it-")
            let own = owner.name("1")
            try shell(
                "mkdir \(own) it-1-999999999-2 it-1-x-3 it-999999999-1-4 other-999999999-1-5 it-",
                in: directory
            )
            #expect(
                owner.abandoned(in: directory).sorted() == ["it-1-999999999-2", "it-999999999-1-4"]
            )
        }
    }

    @Test("The processes of a test are found by descent, with their names whatever they are")
    func processTable() throws {
        try withTemporaryDirectory { directory in
            try shell("cp /bin/sleep 'a) R 1 ('", in: directory)
            let process = try Subprocess("\(directory)/a) R 1 (", ["60"]).spawn(clock: monotonic)
            let found = ProcessTable.read().descendants(of: getpid())
                .entries.first { $0.id == process.identity.id }
            #expect(found?.parent == getpid())
            #expect(found?.threads == 1)
            #expect(found?.hasEnded == false)
            _ = try process.terminate(grace: .zero)
        }
    }
}
