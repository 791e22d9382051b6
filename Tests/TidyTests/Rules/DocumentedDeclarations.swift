extension TidyRule {
    /// What other targets use says what its signature cannot.
    ///
    /// Exempt, since a comment there could only repeat the name:
    /// - enum cases and stored properties, which the comment of their type explains;
    /// - initialisers without parameters, or whose parameters are properties of the same file;
    /// - members that a protocol of ours asks for, which explains them once, and those that the
    ///   protocols known to every reader ask for, by the names below.
    static let documentedDeclarations = TidyRule(
        statement: "What other targets use in Domain, Storage, Engine and Operations is documented",
        violations: { files in
            let conformances = Conformances(of: files.filter(\.isSource))
            return files.filter(\.mustDocument).flatMap { file -> [Violation] in
                let declarations = file.packageDeclarations
                let stored = Set(file.places(of: ["let", "var"]).map { file.word(after: $0) })
                return declarations.filter {
                    !$0.isDocumented && !$0.isExempt(stored: stored) && !conformances.ask(for: $0)
                }.map {
                    let name = $0.name.isEmpty ? "" : " \($0.name)"
                    return file.violation(
                        $0.line,
                        "\($0.kind.rawValue)\(name) has no documentation comment"
                    )
                }
            }
        },
        refuses: [
            [model("package struct Claim {}")],
            [model("/// A claim.\n\nlet a = 1\npackage struct Claim {}")],
            [model("// A claim.\n@frozen\npackage enum Claim {}")],
            [model("let a = 1  /// A claim.\npackage typealias Claim = Int")],
            [model("/// A.\npackage struct A {\n    package func b() {}\n}")],
            [model("/// A.\npackage struct A {\n    package var b: Int { 1 }\n}")],
            [model("/// A.\npackage protocol A {\n    static var b: Int { get }\n}")],
            [model("/// A.\npackage struct A {\n    package init(text: String) {}\n}")],
            [model("package private(set) static func b() {}")],
            [
                model("/// A.\npackage protocol A {\n    /// B.\n    func b()\n}"),
                model("/// C.\npackage struct C {\n    package func b() {}\n}"),
            ],
            [model("@discardableResult\npackage\nfunc b(\n    c: Int\n) -> Int { 1 }")],
        ],
        passes: [
            model("/// A claim.\n@available(*, deprecated, message: \"a\")\npackage enum Claim {}"),
            model("@frozen\n/// A claim.\npackage struct Claim {}"),
            model("/// A claim.\n// Not a class, since it is a value.\npackage struct Claim {}"),
            model("/** A claim. */\npackage final class Claim {}"),
            model("/// A.\npackage enum A {\n    case b\n    case c(package: Int)\n}"),
            model("import package\npackage import Digests\nstruct A { func b() {} }"),
            model(
                """
                /// A.
                package struct A: Hashable {
                    package let b: Int
                    package init(b: Int) { self.b = b }
                    package static func < (left: A, right: A) -> Bool { left.b < right.b }
                    package func hash(into hasher: inout Hasher) {}
                    /// Says c.
                    @discardableResult package func c() -> Int { 1 }
                }
                """
            ),
            model("/// A.\npackage struct B: C {\n    package init() {}\n    let d = 1\n}"),
            model("extension B {\n    package init(_ d: Int) {}\n    package let d = 1\n}"),
            model("/// C.\npackage protocol C: D {}\n/// D.\npackage protocol D {}"),
            model("extension D where Self: B {\n    package static func e(_ a: [Int]) {}\n}"),
            model("extension B {\n    package static func e(_ a: [Int]) {}\n}"),
            model("/// D.\npackage protocol D {\n    /// E.\n    static func e(_ a: [Int])\n}"),
            model("struct F {\n    private let g: Int\n    package init(_ g: Int) {}\n}"),
            model("let text = \"package struct A {}\"  // package struct B {}"),
            SourceFile("Sources/Program/Assembly/A.swift", "package struct A {}\n"),
        ]
    )

    private static func model(_ text: String) -> SourceFile {
        SourceFile("Sources/Domain/Model/Claims/A.swift", text + "\n")
    }
}

extension SourceFile {
    fileprivate var mustDocument: Bool {
        isSwift && (["Domain", "Storage", "Engine"].contains(layer) || target == "Operations")
    }
}

extension Declaration {
    private static let knownMembers: Set<String> = [
        "description", "debugDescription", "customMirror", "hash", "encode", "id", "rawValue",
        "makeIterator", "next", "startIndex", "endIndex", "index", "=", "<",
        "init(from:)", "init(rawValue:)", "init(stringLiteral:)", "init(integerLiteral:)",
        "init(arrayLiteral:)", "init(dictionaryLiteral:)", "init(booleanLiteral:)",
    ]

    fileprivate func isExempt(stored: Set<String>) -> Bool {
        isStored || Self.knownMembers.contains(requirement)
            || (kind == .`init` && stored.isSuperset(of: parameters.map(\.name)))
    }
}
