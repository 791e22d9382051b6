import Testing

@testable import AgentProtocols

@Suite("A policy answers requests")
struct PermissionPolicyTests {
    private static let policy = PermissionPolicy(
        [
            PermissionRule(.allow, .command(["git", "status"])),
            PermissionRule(.allow, .command(["swift", "test"])),
            PermissionRule(.allow, .paths(under: ".", kinds: [.edit, .read])),
            PermissionRule(.allow, .tool("mcp__worklead__*")),
            PermissionRule(.deny, .paths(under: ".git", kinds: [.edit])),
            PermissionRule(.deny, .command(["git", "push"])),
            PermissionRule(.deny, .tool("Web*")),
        ],
        otherwise: .ask
    )

    private static func judge(
        _ name: String = "t",
        _ kind: ToolKind = .other,
        command: String? = nil,
        paths: [String] = [],
        resolve: @escaping (String) -> String = { $0 }
    ) -> PermissionPolicy.Effect {
        let tool = ToolUse(
            id: "1",
            name: name,
            kind: kind,
            phase: .started,
            command: command,
            paths: paths
        )
        let request = PermissionRequest(id: PermissionID("1"), tool: tool)
        return policy.judge(request, in: "/w/tree", resolve: resolve).effect
    }

    @Test(
        "A command is allowed only where it is one program with plain words",
        arguments: [
            ("git status", PermissionPolicy.Effect.allow), ("git  status --short", .allow),
            ("/bin/bash -lc 'git status'", .allow), ("git 'status'", .allow),
            ("git statusx", .ask), ("git", .ask), ("/tmp/git status", .ask),
            ("git status; rm -rf /", .ask), ("git status && rm x", .ask), ("git status | sh", .ask),
            ("git status $(rm x)", .ask), ("git status `rm x`", .ask), ("git status > x", .ask),
            ("git status \"$(rm x)\"", .ask), ("git status\nrm x", .ask), ("git status &", .ask),
            ("PATH=/tmp git status", .ask), ("git status 'x", .ask), ("", .ask),
            ("bash -lc 'git status; rm x'", .ask), ("bash -lc 'git status' x", .ask),
            ("g\\it status", .allow), ("git status $HOME", .ask), ("git status {a,b}", .ask),
        ]
    )
    func commands(_ command: String, _ effect: PermissionPolicy.Effect) {
        #expect(Self.judge("Bash", .execute, command: command) == effect)
    }

    @Test(
        "A command is denied wherever in a line it stands",
        arguments: [
            "git push", "git push --force", "git status; git push",
            "git status && /usr/bin/git push",
            "bash -c 'git push'", "echo $(git push)", "true | git push", "(git push)",
            "echo \"$(git push)\"", "bash -c 'git push' x",
        ]
    )
    func denied(_ command: String) {
        #expect(Self.judge("Bash", .execute, command: command) == .deny)
    }

    @Test(
        "All files of a request must be under the directory; one that is denied denies it",
        arguments: [
            (["a.txt"], PermissionPolicy.Effect.allow), (["/w/tree/a/b"], .allow),
            (["/w/tree"], .allow), (["/w/tree2/a"], .ask), (["../tree/a"], .allow),
            (["/w/tree/../x"], .ask), (["a", "/etc/passwd"], .ask), ([], .ask),
            ([".git/config"], .deny), (["a", "./x/../.git/hooks/y"], .deny), (["/"], .ask),
        ]
    )
    func paths(_ paths: [String], _ effect: PermissionPolicy.Effect) {
        #expect(Self.judge("Write", .edit, paths: paths) == effect)
    }

    @Test("A link out of the directory is outside")
    func links() {
        let effect = Self.judge("Write", .edit, paths: ["link/a"]) { path in
            path.hasPrefix("/w/tree/link") ? "/etc" + path.dropFirst("/w/tree/link".count) : path
        }
        #expect(effect == .ask)
    }

    @Test("A rule about some kinds says nothing of others")
    func kinds() {
        #expect(Self.judge("Read", .read, paths: ["a"]) == .allow)
        #expect(Self.judge("Remove", .delete, paths: ["a"]) == .ask)
    }

    @Test("Tools are named with stars")
    func tools() {
        #expect(Self.judge("mcp__worklead__deliver") == .allow)
        #expect(Self.judge("mcp__other__deliver") == .ask)
        #expect(Self.judge("WebFetch") == .deny)
        let long = String(repeating: "a", count: 100_000)
        let pattern = String(repeating: "*a", count: 1000) + "b"
        #expect(!PermissionSubject.glob(pattern, matches: long))
        #expect(PermissionSubject.glob("*b*c", matches: "abxcbc"))
    }

    @Test("The rule that decided is told")
    func tellsRule() {
        let tool = ToolUse(id: "1", name: "WebFetch", kind: .fetch, phase: .started)
        let request = PermissionRequest(id: PermissionID("1"), tool: tool)
        let rule = Self.policy.judge(request, in: "/w").rule
        #expect(rule?.description == "deny tool Web*")
    }

    @Test("An argument vector is read as the shell would have to be told it")
    func vectors() {
        #expect(ShellCommand.text(of: ["git", "it's", "", "a b"]) == "git 'it'\\''s' '' 'a b'")
        let command = ShellCommand(ShellCommand.text(of: ["git", "it's", "a;b"]))
        #expect(command.isPlain)
        #expect(command.programs == [["git", "it's", "a;b"]])
    }
}
