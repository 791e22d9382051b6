import Testing

@Suite("The sources keep their own rules")
struct TidyTests {
    @Test("The tree keeps the rule", arguments: TidyRule.all)
    func treeKeeps(_ rule: TidyRule) {
        let violations = rule.violations(SourceTree.files)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("A rule refuses each sample that breaks it", arguments: TidyRule.all)
    func refuses(_ rule: TidyRule) {
        #expect(!rule.refuses.isEmpty, "a rule without such a sample may never fire")
        for sample in rule.refuses {
            let texts = sample.map(\.text).joined(separator: "\n")
            #expect(!rule.violations(sample).isEmpty, "passed:\n\(texts)")
        }
    }

    @Test("A rule passes the samples that keep it", arguments: TidyRule.all)
    func passes(_ rule: TidyRule) {
        #expect(!rule.passes.isEmpty, "a rule without such a sample may refuse everything")
        let violations = rule.violations(rule.passes)
        #expect(violations.isEmpty, "\(violations.report)")
    }

    @Test("The tree was found, and is more than this target")
    func treeWasFound() {
        #expect(SourceTree.files.contains { $0.path == "Package.swift" })
        #expect(SourceTree.files.contains { $0.target == "Model" })
    }
}

extension [Violation] {
    fileprivate var report: String {
        map(\.description).joined(separator: "\n")
    }
}
