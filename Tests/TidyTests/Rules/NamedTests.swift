extension TidyRule {
    /// A promise whose test was renamed or deleted would go on looking as if something held it.
    static let namedTests = TidyRule(
        statement: "Each test that docs/complaints.md names is there, and each row names one",
        violations: { files in
            let path = "docs/complaints.md"
            let lines = files.first { $0.path == path }?.lines ?? []
            let rows = lines.enumerated().compactMap { index, line in
                ComplaintRow(line).map { (line: index + 1, proofs: $0.proofs) }
            }
            guard !rows.isEmpty else {
                return [Violation(path: path, line: 1, fault: "the page has no row")]
            }
            let proofs = Proofs(files)
            return rows.flatMap { row in
                let faults =
                    row.proofs.isEmpty
                    ? ["the row names no test"] : row.proofs.compactMap(proofs.fault)
                return faults.map { Violation(path: path, line: row.line, fault: $0) }
            }
        },
        refuses: [
            [claimTests],
            [SourceFile("docs/complaints.md", "# Complaints\n"), claimTests],
            [page("`ClaimTests`: A lease ends")],
            [page("`ClaimTests`: A lease never ends"), claimTests],
            [page("`LeaseTests`: A lease ends"), claimTests],
            [page("`ClaimTests`: A lease"), claimTests],
            [page("`ClaimTests`: A lease ends<br>`race.py none`"), claimTests, race],
            [page("`races.py one`"), race],
            [page("a careful look"), claimTests],
            [page(""), claimTests],
        ],
        passes: [
            page("`ClaimTests`: A lease ends<br>`ClaimTests`: It is 'new'<br>`race.py one`"),
            claimTests, race,
        ]
    )

    private static func page(_ proofs: String) -> SourceFile {
        SourceFile(
            "docs/complaints.md",
            "| complaint | promise | held by |\n| --- | --- | --- |\n| late | none | \(proofs) |\n"
        )
    }

    private static let claimTests = SourceFile(
        "Tests/EngineTests/Claims/ClaimTests.swift",
        """
        @Suite("Claims")
        struct ClaimTests {
            @Test("A lease ends") func ends() {}
            @Test(
                "It is 'new'",
                arguments: [1, 2]
            )
            func isNew(_ number: Int) {}
        }
        """
    )

    private static let race = SourceFile(
        "scripts/faults/race.py",
        "parser.add_argument(\"race\", choices=[\"all\", \"one\"])\n"
    )
}

/// A row of the page: what is complained about, what is promised, and what holds it.
private struct ComplaintRow {
    let proofs: [Substring]

    /// - Returns: `nil` for a line that is no row, or the head of a table.
    init?(_ line: Substring) {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst()
        guard line.hasPrefix("|"), let last = cells.dropLast().last else { return nil }
        let text = last.trimmed
        guard text != "held by", text != "---" else { return nil }
        proofs = text.split(separator: "<br>").map(\.trimmed).filter { !$0.isEmpty }
    }
}

/// The tests and fault scripts that can be named.
private struct Proofs {
    /// The sentences of each suite's tests, by the suite's type.
    private var tests: [String: Set<String>] = [:]
    /// The texts of the scripts that make faults happen, by their names.
    private var scripts: [String: SourceFile] = [:]

    init(_ files: [SourceFile]) {
        for file in files where file.path.hasPrefix("scripts/faults/") {
            scripts[file.components.last ?? ""] = file
        }
        for file in files where file.isTest && file.isSwift {
            // A suite stands in the file of its name.
            let suite = String(file.components.last?.dropLast(".swift".count) ?? "")
            for index in file.places(of: ["Test"])
            where file.tokens.has("@", at: index - 1) && file.tokens.has("(", at: index + 1) {
                guard let sentence = file.tokens[index...].first(where: { $0.kind == .string })
                else { continue }
                tests[suite, default: []].insert(sentence.text)
            }
        }
    }

    /// What is wrong with a proof as it is named, or nothing.
    func fault(_ proof: Substring) -> String? {
        let parts = proof.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].isEmpty else {
            return "'\(proof)' is neither a suite with its test nor a script"
        }
        let name = parts[1]
        guard parts[2].isEmpty else {
            let sentence = String(parts[2].drop { $0 == ":" || $0 == " " })
            guard let known = tests[String(name)] else { return "there is no suite \(name)" }
            return known.contains(sentence) ? nil : "\(name) has no test '\(sentence)'"
        }
        let words = name.split(separator: " ")
        guard let first = words.first, let script = scripts[String(first)] else {
            return "there is no script '\(name)' in scripts/faults"
        }
        return words.dropFirst().allSatisfy { script.mentions("\"\($0)\"") }
            ? nil : "\(first) knows no '\(words.dropFirst().joined(separator: " "))'"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0 == " " }
        return start.dropLast(start.reversed().prefix { $0 == " " }.count)
    }
}
