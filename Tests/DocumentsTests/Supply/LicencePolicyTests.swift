import Documents
import Testing

@Suite("Licences")
struct LicencePolicyTests {
    private let policy = LicencePolicy(
        allowed: ["MIT", "Apache-2.0", "BSD-*"],
        forbidden: ["BSD-4-Clause"]
    )

    @Test(
        "One of those to choose from is enough, of those that all hold each has to be taken",
        arguments: [
            ("MIT", nil), ("mit", nil), ("BSD-3-Clause", nil), ("MIT OR GPL-3.0-only", nil),
            ("(GPL-2.0-only OR MIT) AND Apache-2.0", nil),
            ("Apache-2.0 WITH LLVM-exception", nil),
            ("GPL-3.0-only", "is under GPL-3.0-only, which is not allowed"),
            ("MIT AND GPL-3.0-only", "is under MIT AND GPL-3.0-only, which is not allowed"),
            // AND binds closer.
            (
                "MIT AND GPL-3.0-only OR ISC",
                "is under MIT AND GPL-3.0-only OR ISC, which is not allowed"
            ),
            ("BSD-4-Clause", "is under BSD-4-Clause, which is forbidden"),
            (
                "MIT AND BSD-4-Clause",
                "is under MIT AND BSD-4-Clause, and BSD-4-Clause is forbidden"
            ),
            ("MIT OR BSD-4-Clause", nil),
        ] as [(String, String?)]
    )
    func judged(licence: String, fault: String?) {
        #expect(policy.fault(in: licence) == fault)
    }

    @Test(
        "What is no SPDX expression is said to be none",
        arguments: [
            "", "MIT or ISC", "MIT OR", "(MIT", "MIT)", "MIT ISC", "AND", "see LICENSE!", "()",
        ]
    )
    func malformed(licence: String) {
        let fault = policy.fault(in: licence)
        #expect(fault?.hasSuffix("which is no SPDX expression") == true, "\(fault ?? "nothing")")
    }

    @Test("Brackets as deep as nobody writes them are refused, not followed")
    func deep() {
        let brackets = String(repeating: "(", count: 90)
        #expect(policy.fault(in: brackets + "MIT" + brackets.replacing("(", with: ")")) != nil)
    }

    @Test("With forbidden ones alone everything else is taken")
    func forbiddenAlone() {
        let policy = LicencePolicy(forbidden: ["AGPL-*"])
        #expect(policy.fault(in: "GPL-3.0-only") == nil)
        #expect(policy.fault(in: "AGPL-3.0-only") != nil)
        #expect(policy.fault(in: "AGPL-3.0-only OR MIT") == nil)
    }
}
