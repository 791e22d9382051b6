import Documents
import Testing

@Suite("Secrets")
struct SecretScannerTests {
    @Test("Each rule by itself finds what it must, and passes what it must", arguments: 1...20)
    func eachRule(_ seed: UInt64) {
        for rule in StandardSecretRules.rules {
            let scanner = SecretScanner([rule])
            for sample in rule.refuses {
                let found = scanner.findings(in: sample.text(seed: seed)).map(\.rule)
                #expect(found == [rule.name], "seed \(seed): \(sample.template)")
            }
            for sample in rule.passes {
                let found = scanner.findings(in: sample.text(seed: seed))
                #expect(found.isEmpty, "seed \(seed): \(sample.template)")
            }
        }
    }

    @Test("What one rule passes no other finds", arguments: 1...20)
    func passesTogether(_ seed: UInt64) {
        let samples = StandardSecretRules.rules.filter { $0.name != "openai_old_key" }
            .flatMap(\.passes)
        for sample in samples {
            let found = StandardSecretRules.scanner.findings(in: sample.text(seed: seed))
            #expect(found.isEmpty, "seed \(seed): \(sample.template)")
        }
    }

    @Test("Of canaries of every kind in code, settings and prose all are found, each on its line")
    func canaries() {
        var missed: [String] = []
        var count = 0
        for seed: UInt64 in 1...20 {
            for (template, context) in Self.kinds {
                let canary = SecretSample(template).text(seed: seed)
                let text = "# notes\n\nfirst = 1\n" + context(canary) + "\nlast = 2\n"
                let found = StandardSecretRules.scanner.findings(in: text)
                count += 1
                if found.map(\.line) != [4] { missed.append("seed \(seed): \(template)") }
            }
        }
        #expect(missed.isEmpty, "\(missed.count) of \(count)")
    }

    /// As they are found in the wild: what surrounds them is of all kinds.
    private static let kinds: [(String, @Sendable (String) -> String)] = [
        ("AKIA<upper:16>", { "access_key_id = \($0)" }),
        ("ghp_<alnum:36>", { "git clone https://x:\($0)@github.com/a/b" }),
        ("github_pat_<alnum:22>_<alnum:59>", { "GITHUB_TOKEN=\($0)" }),
        ("glpat-<base64url:20>", { "curl -H 'PRIVATE-TOKEN: \($0)' https://gitlab" }),
        ("sk-ant-api03-<base64url:93>AA", { "export ANTHROPIC_API_KEY=\($0)" }),
        ("sk-proj-<base64url:74>T3BlbkFJ<base64url:74>", { "openai.api_key = '\($0)'" }),
        ("hf_<alnum:34>", { "login(token=\"\($0)\")" }),
        ("AIza<base64url:35>", { "<script src=\"https://maps?key=\($0)\"></script>" }),
        ("npm_<alnum:36>", { "//registry.npmjs.org/:_authToken=\($0)" }),
        ("pypi-AgEIcHlwaS5vcmc<base64url:140>", { "password = \($0)" }),
        ("xoxb-<digits:12>-<digits:12>-<alnum:24>", { "{\"slack\": \"\($0)\"}" }),
        ("sk_live_<alnum:24>", { "stripe.Key = `\($0)`" }),
        ("SG.<base64url:22>.<base64url:43>", { "SENDGRID: \($0)" }),
        ("eyJ<alnum:33>.eyJ<alnum:60>.<base64url:43>", { "Authorization: Bearer \($0)" }),
        ("-----BEGIN RSA PRIVATE KEY-----\\nMIIE<base64:60>\\n", { "key: \"\($0)\"" }),
        ("postgres://app:<alnum:20>@db:5432/app", { "DATABASE_URL=\($0)" }),
        ("<alnum:32>", { "api_key = \"\($0)\"" }),
    ]

    @Test("What stands for a secret is none, and a secret is never shown")
    func examples() {
        let harmless = [
            "password = getpass()", "token = os.environ['TOKEN']", "api_key: <your-key>",
            "secret = \"${SECRET}\"", "client_secret = config.get(\"client_secret\")",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "let token = Token(kind: .word, text: text, line: 12)",
            "See https://example.org:8443/docs@2 for the password.",
        ]
        for text in harmless {
            #expect(StandardSecretRules.scanner.findings(in: text).isEmpty, "\(text)")
        }
        let secret = SecretSample("ghp_<alnum:36>").text(seed: 3)
        let found = StandardSecretRules.scanner.findings(in: "a\nb \(secret)")
        #expect(found.map(\.text) == ["a token of GitHub (ghp_…, 40 bytes)"])
        let other = SecretSample("sk_live_<alnum:24>").text(seed: 3)
        let kept = StandardSecretRules.scanner.withoutSecrets("a \(secret)\n\(other) b")
        #expect(kept == "a [github_token]\n[stripe_key] b")
        #expect(StandardSecretRules.scanner.withoutSecrets("a b") == "a b")
    }

    @Test("What is allowed is allowed where it is, and nowhere else")
    func allowances() throws {
        let settings = try GateSettings.read(
            Array(
                """
                [[secrets.allow]]
                rule = "github_token"
                path = "tests/fixtures/**"
                reason = "made for the tests, valid nowhere"
                """.utf8
            )
        )
        let secret = Array(SecretSample("ghp_<alnum:36>").text(seed: 3).utf8)
        let scanner = settings.secretScanner
        #expect(scanner.findings(in: secret, of: "tests/fixtures/a.txt").isEmpty)
        #expect(scanner.findings(in: secret, of: "tests/a.txt").count == 1)
        #expect(scanner.findings(in: secret).count == 1)
    }
}
