import Testing

/// A rule about the sources, with a sample that it must refuse and one it must pass.
struct TidyRule: Sendable, CustomTestStringConvertible {
    /// The rule as a sentence.
    let statement: String
    let violations: @Sendable ([SourceFile]) -> [Violation]
    /// Small trees, each of which must be refused.
    let refuses: [[SourceFile]]
    /// A small tree that must pass.
    let passes: [SourceFile]

    var testDescription: String { statement }

    static let all: [TidyRule] = [
        importArrows, declaredDependencies, systemPackages,
        documentedDeclarations, explainedExceptions, clockAndChance, quietSurfaces,
        lightFoundation,
        lineShape, folderNames, typeNames,
        glossaryWords, judgedGlossary,
        nothingLeftOpen, noTraces,
        namedTests,
    ]
}

/// A place where a rule is broken.
struct Violation: CustomStringConvertible, Equatable {
    let path: String
    let line: Int
    let fault: String

    var description: String { "\(path):\(line): \(fault)" }
}

extension SourceFile {
    func violation(_ line: Int, _ fault: String) -> Violation {
        Violation(path: path, line: line, fault: fault)
    }
}
