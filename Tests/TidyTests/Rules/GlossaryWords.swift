extension TidyRule {
    /// One word for one thing: what a user reads says `task`, whatever other tools call it.
    static let glossaryWords = TidyRule(
        statement: "What users read calls things by the words of the glossary",
        violations: { files in
            files.filter(\.speaksToUsers).flatMap { file in
                file.tokens.filter { $0.kind == .string && file.isSentence($0.text) }
                    .flatMap { token in
                        token.text.refusedWords.filter { !file.mayUse($0) }.map {
                            file.violation(
                                token.line,
                                "'\($0)' is called '\(Wording.refused[$0] ?? "")'"
                            )
                        }
                    }
            }
        },
        refuses: [
            [SourceFile("Sources/Surfaces/Commands/A.swift", "let a = \"Takes a ticket.\"\n")],
            [SourceFile("Sources/Surfaces/Operations/A.swift", "let a = \"bots\"\n")],
            [SourceFile("Sources/Domain/Model/A.swift", "let a = \"\\(b) is in Bead \\(c).\"\n")],
            [
                SourceFile(
                    "Sources/Domain/Documents/A.swift",
                    "let a = \"The file lock is held.\"\n"
                )
            ],
        ],
        passes: [
            SourceFile(
                "Sources/Surfaces/Commands/A.swift",
                "let ticket = \"The bottom of the repository.\"  // a ticket\n"
            ),
            SourceFile("Sources/Domain/Model/A.swift", "let a = \"bead\"\n"),
            SourceFile("Sources/Storage/Store/A.swift", "let a = \"a ticket of theirs\"\n"),
        ]
    )

    /// The glossary and the lists of ``Wording`` agree.
    static let judgedGlossary = TidyRule(
        statement: "Each word that the glossary advises against is judged",
        violations: { files in
            files.filter { $0.path == "docs/glossary.md" }.flatMap { file -> [Violation] in
                let mark = "Not called: "
                let words = file.lines.enumerated().filter { $1.hasPrefix(mark) }.flatMap {
                    index,
                    line in
                    line.dropFirst(mark.count).split { ",.".contains($0) }.map {
                        (word: $0.split(separator: " ").joined(separator: " "), line: index + 1)
                    }
                }
                let unjudged = words.filter {
                    (Wording.refused[$0.word] == nil) == (Wording.allowed[$0.word] == nil)
                }
                return unjudged.map {
                    file.violation($0.line, "Wording judges '\($0.word)' not or twice")
                } + (words.isEmpty ? [file.violation(1, "no line begins with '\(mark)'")] : [])
            }
        },
        refuses: [
            [SourceFile("docs/glossary.md", "# Words\n\nNot called: ticket, wish.\n")],
            [SourceFile("docs/glossary.md", "# Words\n")],
        ],
        passes: [SourceFile("docs/glossary.md", "# Words\n\nNot called: ticket, file lock.\n")]
    )
}

extension SourceFile {
    /// Surfaces speak to users, and so do the errors of the Domain.
    fileprivate var speaksToUsers: Bool {
        isSwift && (layer == "Surfaces" || layer == "Domain")
    }

    /// In the Domain a single word is a key or a raw value; in a surface it is a heading or a name.
    fileprivate func isSentence(_ literal: String) -> Bool {
        layer == "Surfaces" || literal.utf8.contains(UInt8(ascii: " "))
    }

    fileprivate func mayUse(_ word: String) -> Bool {
        Wording.exceptions.contains { $0.word == word && $0.path == path }
    }
}

extension String {
    /// The refused words that stand here, as they are or in the plural, in either case.
    fileprivate var refusedWords: [String] {
        let spoken = lowercased().split { !$0.isLetter && $0 != "'" }.map { word in
            let singular = String(word.dropLast())
            return word.hasSuffix("s") && Wording.singulars.contains(singular)
                ? singular : String(word)
        }
        let pairs = zip(spoken, spoken.dropFirst()).map { $0 + " " + $1 }
        return (spoken + pairs).filter { Wording.refused[$0] != nil }
    }
}
