import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Links")
struct LinkTests {
    private static let api = RepositoryName(trusted: "api")

    private func link(_ name: String, _ target: String) throws -> Link {
        Link(
            name: LinkName(trusted: name),
            target: try LinkTarget(target) { Self.api },
            title: "A page",
            note: nil
        )
    }

    @Test("A link is added once under its name, and removed; the ledger rebuilds the index")
    func life() async throws {
        try await TestWorkspace.with { workspace in
            let one = try link("playbook", "docs/a.md#part")
            let other = try link("playbook", "docs/b.md")
            let twin = try link("Play-Book", "docs/b.md")
            try await workspace.change { try $0.links.add(one) }
            let head = try workspace.read { try $0.ledger.head() }
            try await workspace.change { try $0.links.add(one) }
            #expect(try workspace.read { try $0.ledger.head() } == head)
            await #expect(throws: LinkError.taken(one.name)) {
                try await workspace.change { try $0.links.add(other) }
            }
            await #expect(throws: LinkError.lookAlike(twin.name, existing: one.name)) {
                try await workspace.change { try $0.links.add(twin) }
            }
            #expect(try workspace.read { try $0.links.links().map(\.link) } == [one])
            #expect(try workspace.verification().difference == nil)
            try await workspace.change { try $0.links.remove(one.name) }
            await #expect(throws: LinkError.unknown(one.name)) {
                try await workspace.change { try $0.links.remove(one.name) }
            }
            #expect(try workspace.read { try $0.links.links() }.isEmpty)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A target is a path in a repository or an address, and never leads out")
    func targets() throws {
        for good in [
            "a.md", "docs/a.md", "docs/a.md#x", "docs", "a b.md", "https://a.b/c#d", "HTTP://a.b",
        ] {
            #expect(throws: Never.self) { try LinkTarget(good) { Self.api } }
        }
        for bad in [
            "", "/etc/passwd", "../a.md", "docs/../../a", "./a", "a//b", "file:///a",
            "javascript:x",
            "a\\b", "a\nb", "https://a b", "\u{202E}a", "a/", "#x",
            String(repeating: "a", count: 501),
        ] {
            #expect(throws: LinkError.self, "\(bad)") { try LinkTarget(bad) { Self.api } }
        }
    }

    @Test("A check finds missing files and parts, and asks no page unless it is told to")
    func checks() throws {
        let files = ["docs/a.md": "# The part\n\n<a id=\"old\"></a>\n", "run.sh": "one\ntwo\n"]
        func check(_ target: String, online: Bool? = nil) throws -> LinkCheck {
            try LinkCheck(
                of: link("x", target),
                content: { path, _ in
                    switch path {
                    case "old.md":
                        .bytes(Array("# A t\u{E9}\n".unicodeScalars.map { UInt8($0.value) }))
                    case "huge.md": .unreadable("it has more than 9 bytes")
                    default: files[path].map { .bytes(Array($0.utf8)) } ?? .nothing
                    }
                },
                answer: online.map { isGood in { _ in ("HTTP 404", isGood) } }
            )
        }
        let cases: [(String, LinkCheck.Standing)] = [
            ("docs/a.md", .fine), ("docs/a.md#the-part", .fine), ("docs/a.md#old", .fine),
            ("docs/a.md#L2", .fine), ("docs/a.md#L2-L3", .fine), ("docs/a.md#L99", .noAnchor),
            ("docs/a.md#other", .noAnchor), ("docs/b.md", .missing), ("run.sh#L2", .fine),
            ("run.sh#the-part", .noAnchor), ("old.md", .fine), ("old.md#L1", .fine),
            ("old.md#a-t", .unreadable), ("huge.md", .unreadable), ("https://a.b", .notChecked),
        ]
        for (target, standing) in cases {
            let found = try check(target)
            #expect(found.standing == standing, "\(target)")
            #expect((found.text != nil) == found.standing.isDead, "\(target)")
        }
        #expect(try check("https://a.b", online: true).standing == .fine)
        #expect(
            try check("old.md#a-t").text == "old.md of api can't be read: it is not UTF-8."
        )
        #expect(try check("https://a.b", online: false).text == "It answers: HTTP 404.")
    }
}
