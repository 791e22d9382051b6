/// What a shell may offer for the word under the cursor.
///
/// The scripts of all shells ask the program itself: `PROGRAM __complete WORD... CURRENT`. So there
/// is one completion, it is tested without a shell, and it never tells of another version's
/// commands.
package struct CompletionAnswer: Sendable, Equatable {
    /// The first word of a request.
    package static let requestWord = "__complete"

    /// The beginning of the word that stays as it is: `--format=` where a value is completed.
    package let kept: String
    /// What may follow it, in the order of declaration.
    package let candidates: [CompletionCandidate]
    /// The paths that the shell may offer beside them.
    package let paths: CompletionPaths
    /// What the program must look up to finish the answer, if anything.
    package let question: CompletionQuestion?

    init(
        kept: String = "",
        candidates: [CompletionCandidate] = [],
        paths: CompletionPaths = .none,
        question: CompletionQuestion? = nil
    ) {
        self.kept = kept
        self.candidates = candidates
        self.paths = paths
        self.question = question
    }

    /// The answer as the scripts read it: what paths to add and what is kept, then a candidate a
    /// line; tabs divide.
    ///
    /// - Parameter found: What the program found for the ``question``. Those that don't begin with
    ///   its prefix, or that a line can't carry, are left out.
    package func text(adding found: [CompletionCandidate] = []) -> String {
        let fitting = question.map { question in
            found.filter { $0.value.hasBytePrefix(question.prefix) }
        }
        let lines = (candidates + (fitting ?? [])).compactMap(\.line)
        return (["\(paths.rawValue)\t\(kept)"] + lines).map { $0 + "\n" }.joined()
    }
}

/// One value that a shell may offer.
package struct CompletionCandidate: Sendable, Equatable {
    package let value: String
    /// A phrase that zsh and fish show beside it.
    package let summary: String

    package init(_ value: String, _ summary: String = "") {
        self.value = value
        self.summary = summary
    }

    /// The line of the answer, or `nil` where a terminal should not show the value.
    var line: String? {
        guard !value.isEmpty, value.unicodeScalars.allSatisfy(\.isHarmless) else { return nil }
        return "\(value)\t\(summary.printable().truncated(toWidth: 60))"
    }
}

/// Which paths a shell offers by itself.
package enum CompletionPaths: String, Sendable {
    case none
    case files
    case directories
}

/// Values that only the running program knows.
package struct CompletionQuestion: Sendable, Equatable {
    /// The name that the declaration gives them.
    package let kind: String
    /// What is typed of the value.
    package let prefix: String
}
