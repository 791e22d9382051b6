import Digests
import Testing

@Suite("Evidence, by the program itself")
struct EvidenceCommandTests {
    private static let policy = "state/worklead/api/allowed_signers"

    /// A session with a task, a key and a policy that lists it.
    private func prepared(served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        try session.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f key
            echo "ada@example.org namespaces=\\"evidence@worklead\\" $(cat key.pub)" \
            > \(Self.policy)
            echo note > note.txt
            """
        )
        return session
    }

    private func sealed(_ session: CommandLineSession) throws -> String {
        let key = session.folder + "/key"
        try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
        let run = session.run("evidence", "seal", "E-1", "--signing-key", key, "--json")
        return try #require(try session.data(of: run)["bundle"]?["path"]?.stringValue)
    }

    private func refused(_ session: CommandLineSession, _ words: String...) -> String? {
        let run = session.run(words: words + ["--json"])
        return run.exit == 0 ? nil : run.code
    }

    @Test(
        "A sealed bundle verifies for us and for ssh-keygen and sha256sum",
        arguments: [false, true]
    )
    func verifies(_ isServed: Bool) throws {
        let session = try prepared(served: isServed)
        let path = try sealed(session)
        let found = try session.data(of: session.run("evidence", "verify", "E-1", "--json"))
        #expect(found["signer"] == "ada@example.org")
        #expect(found["in_ledger"] == true)
        try session.shell(
            """
            cd '\(path)'
            sha256sum -c --strict --quiet manifest-sha256.txt tagmanifest-sha256.txt
            ssh-keygen -Y verify -f '\(session.folder)/\(Self.policy)' -I ada@example.org \
            -n evidence@worklead -s tagmanifest-sha256.txt.sig < tagmanifest-sha256.txt
            """
        )
        #expect(refused(session, "evidence", "add", "WP-1", path + "/bagit.txt") == nil)
        let list = try session.data(of: session.run("evidence", "list", "--json"))
        #expect(list.arrayValue?.map { $0["state"] } == ["sealed", "open"])
        #expect(
            refused(session, "evidence", "seal", "E-1", "--signing-key", "key")
                == "evidence.not_open"
        )
    }

    @Test("Each tampering with a sealed bundle is refused")
    func refusesTampering() throws {
        let session = try prepared()
        let path = try sealed(session)
        let verify = { refused(session, "evidence", "verify", "E-1") }
        #expect(verify() == nil)
        try session.shell("cp -a '\(path)' good")
        func spoilt(_ script: String) throws -> String? {
            try session.shell("cd '\(path)' && \(script)")
            defer { _ = try? session.shell("rm -rf '\(path)' && cp -a good '\(path)'") }
            return verify()
        }
        #expect(try spoilt("echo not > data/attachments/note.txt") == "bag.differs")
        #expect(try spoilt("echo more > data/stray.txt") == "bag.differs")
        #expect(try spoilt("rm data/attachments/note.txt") == "bag.differs")
        #expect(try spoilt("rm tagmanifest-sha256.txt.sig") == "evidence.unsigned")
        #expect(try spoilt("echo Contact-Name: x >> bag-info.txt") == "bag.differs")
        // Signed anew by somebody whom the policy does not list.
        try session.shell("ssh-keygen -q -t ed25519 -N '' -C '' -f other")
        let sign = "ssh-keygen -q -Y sign -n NS -f KEY tagmanifest-sha256.txt 2>/dev/null"
        func signed(_ key: String, _ namespace: String) throws -> String? {
            let words = sign.replacing("KEY", with: "\(session.folder)/\(key)")
                .replacing("NS", with: namespace)
            return try spoilt("rm tagmanifest-sha256.txt.sig && \(words)")
        }
        #expect(try signed("other", "evidence@worklead") == "evidence.unknown_signer")
        #expect(try signed("key", "git") == "signature.not_valid")
        #expect(try signed("key", "evidence@worklead") == nil)
        // The key's time is over, and was when the bundle was sealed.
        try session.shell(
            "sed -i 's/ namespaces/ valid-before=\"20200101Z\",namespaces/' \(Self.policy)"
        )
        #expect(verify() != nil)
        try session.shell("sed -i 's/valid-before=\"20200101Z\",//' \(Self.policy)")
        // Another sealed bundle in its place.
        try session.good("evidence", "add", "WP-1", session.folder + "/key.pub")
        try session.good("evidence", "seal", "E-2", "--signing-key", session.folder + "/key")
        try session.shell("cd '\(path)/..' && rm -rf E-1 && cp -a E-2 E-1")
        #expect(verify() == "evidence.altered")
        #expect(refused(session, "evidence", "pin", "E-1") == "evidence.altered")
    }

    @Test("A draft that was changed behind the ledger's back is not sealed")
    func refusesChangedDrafts() throws {
        let session = try prepared()
        let key = session.folder + "/key"
        let added = session.run("evidence", "add", "WP-1", session.folder + "/note.txt", "--json")
        let path = try #require(try session.data(of: added)["bundle"]?["path"]?.stringValue)
        try session.shell("cd '\(path)' && echo not > data/attachments/note.txt")
        #expect(refused(session, "evidence", "seal", "E-1", "--signing-key", key) == "bag.differs")
        try session.shell(
            "cd '\(path)' && sha256sum data/attachments/note.txt > manifest-sha256.txt"
        )
        #expect(
            refused(session, "evidence", "seal", "E-1", "--signing-key", key) == "evidence.altered"
        )
        #expect(try session.shell("ls '\(path)/..'") == "")
        try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
        try session.good("evidence", "seal", "E-1", "--signing-key", key)
    }

    @Test("What has a secret in it is not sealed, and where the rule advises it is said")
    func refusesSecrets() throws {
        let session = try prepared()
        let key = session.folder + "/key"
        // Made here, so that none stands in a file of ours.
        let secret = "ghp_" + Digest(of: "canary").hex.prefix(36)
        session.write("use \(secret)\n", to: session.folder + "/note.txt")
        try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
        #expect(refused(session, "evidence", "seal", "E-1", "--signing-key", key) == "rule.secrets")
        try session.good("rule", "set", "secrets", "advise")
        let run = session.run("evidence", "seal", "E-1", "--signing-key", key, "--json")
        #expect(run.json?["warnings"]?[0]?.stringValue?.contains("note.txt") == true, "\(run)")
        #expect(!run.output.contains(secret))
    }

    @Test("Without a key, or without a policy, sealing refuses and says what to do")
    func saysWhatIsMissing() throws {
        let session = try prepared()
        try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
        #expect(refused(session, "evidence", "seal", "E-1") == "signature.no_key")
        try session.shell("rm \(Self.policy)")
        let key = session.folder + "/key"
        let run = session.run("evidence", "seal", "E-1", "--signing-key", key, "--json")
        #expect(run.code == "evidence.no_policy")
        #expect(run.json?["error"]?["hint"]?.stringValue?.contains("allowed_signers") == true)
        // What git signs with and checks with serves as well.
        try session.shell(
            """
            cd api && git config user.signingkey '\(key)'
            echo "ada@example.org $(cat ../key.pub)" > ../signers
            git config gpg.ssh.allowedSignersFile '\(session.folder)/signers'
            """
        )
        try session.good("evidence", "seal", "E-1")
    }

    @Test("A folder of the repository can hold the bundles, and its committed file the policy")
    func repositoryKeepsThem() throws {
        let session = try prepared()
        try session.shell(
            """
            mkdir api/.worklead && cp \(Self.policy) api/.worklead/signers && rm \(Self.policy)
            printf '[evidence]\\nfolder = "proof"\\nsigners = ".worklead/signers"\\n' \
            > api/.worklead/config.toml
            cd api && git add -A && git commit -qm configured
            """
        )
        let path = try sealed(session)
        #expect(path.hasSuffix("/api/proof/WP-1/E-1"))
        // An agent that lets itself in, without committing it.
        try session.shell(
            """
            ssh-keygen -q -t ed25519 -N '' -C '' -f other
            echo "eve@example.org $(cat other.pub)" >> api/.worklead/signers
            cd '\(path)' && rm *.sig
            ssh-keygen -q -Y sign -n evidence@worklead -f '\(session.folder)/other' \
            tagmanifest-sha256.txt
            """
        )
        #expect(refused(session, "evidence", "verify", "E-1") == "evidence.unknown_signer")
    }

    @Test("What is pinned stays when old bundles go")
    func collects() throws {
        let session = try prepared()
        let key = session.folder + "/key"
        for id in ["E-1", "E-2", "E-3"] {
            try session.good("evidence", "add", "WP-1", session.folder + "/note.txt")
            try session.good("evidence", "seal", id, "--signing-key", key)
        }
        try session.good("evidence", "pin", "E-1", "--for", "final-done")
        try session.good("evidence", "gc", "--keep", "1")
        #expect(refused(session, "evidence", "verify", "E-1") == nil)
        #expect(refused(session, "evidence", "verify", "E-2") == "evidence.removed")
        #expect(refused(session, "evidence", "verify", "E-3") == nil)
        #expect(try session.shell("ls -A state/worklead/api/evidence/WP-1") == "E-1\nE-3\n")
        try session.good("ledger", "verify")
    }

    @Test("The index tells which files reports, messages and packets name")
    func mentions() throws {
        let session = try CommandLineSession()
        session.write(
            TaskLifeTests.packet.replacing("be greeted.", with: "be greeted, see out/packet.txt."),
            to: session.folder + "/packet.md"
        )
        try session.good("task", "create", "--packet", "../packet.md", "--ready")
        try session.good(
            "message",
            "send",
            "founder",
            "It is in `out/message.txt:3`, not out/no.txt."
        )
        try session.shell("mkdir api/out && cd api/out && touch packet.txt message.txt other.txt")
        func named() throws -> [String: String] {
            let report = try session.data(
                of: session.run("evidence", "index", "out", "--all", "--json")
            )
            #expect(report["missing"] == 0, "what a text names may be an example")
            let items = report["items"]?.arrayValue ?? []
            return Dictionary(
                items.map { item in
                    let words = (item["named_by"]?.arrayValue ?? []).compactMap(\.stringValue)
                    return (item["path"]?.stringValue ?? "", words.joined(separator: " "))
                },
                uniquingKeysWith: { $1 }
            )
        }
        #expect(
            try named() == ["packet.txt": "packet", "message.txt": "message", "other.txt": ""]
        )
        // What was read before is kept, and what comes is added to it.
        try session.good("message", "send", "founder", "And \(session.repository)/out/other.txt")
        try session.good("message", "send", "founder", "And out/packet.txt again")
        #expect(
            try named()
                == [
                    "packet.txt": "message packet", "message.txt": "message",
                    "other.txt": "message",
                ]
        )
        try session.shell("printf x >> state/worklead/api/evidence-index/mentions")
        #expect(try named()["packet.txt"] == "message packet")
    }
}
