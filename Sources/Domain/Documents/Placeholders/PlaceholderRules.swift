import Model
import TOMLKit

/// What stands in code for what is not there yet, in the files of one language.
///
/// ```toml
/// language = "rust"
/// files = ["**/*.rs"]
/// except = ["tests/**"]
///
/// [[rules]]
/// name = "unwrap"
/// about = "it ends the program where there is no value"
/// literals = [".unwrap()"]
/// refuses = ["let a = b.unwrap();"]
/// passes = ["let a = b.unwrap_or(0);"]
/// ```
package struct PlaceholderRules: Hashable, Sendable {
    /// One thing that is not to be added.
    package struct Rule: Hashable, Sendable {
        package let name: String
        /// What is wrong with it, as a sentence's end.
        package let about: String
        package let literals: [String]
        /// Whether capitals matter.
        package let isExact: Bool
        /// Lines in which it must be found, and in which it must not be.
        package let refuses: [String]
        package let passes: [String]
    }

    package let language: String
    package let files: [PathPattern]
    /// Where it may stand: in tests, say.
    package let except: [PathPattern]
    package let rules: [Rule]

    /// Reads the rules of a language.
    package static func read(_ text: String) throws(DocumentError) -> PlaceholderRules {
        let fields = try TOMLFields(parsing: text)
        return try read(fields)
    }

    static func read(_ fields: TOMLFields) throws(DocumentError) -> PlaceholderRules {
        try fields.allowOnly(["language", "files", "except", "rules"])
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("rules") }
        var rules: [Rule] = []
        for table in try fields.read(read) ?? [] { rules.append(try rule(table)) }
        let files = try fields.patterns("files")
        guard !files.isEmpty, !rules.isEmpty else {
            throw fields.bad("files", "must name files, and there must be rules for them")
        }
        return PlaceholderRules(
            language: try fields.requiredText("language"),
            files: files,
            except: try fields.patterns("except"),
            rules: rules
        )
    }

    private static func rule(_ table: TOMLFields) throws(DocumentError) -> Rule {
        try table.allowOnly(["name", "about", "literals", "any_case", "refuses", "passes"])
        let literals = try table.stringList("literals")
        guard !literals.isEmpty, literals.allSatisfy({ $0.utf8.count >= 3 }) else {
            throw table.bad("literals", "must have texts of at least three bytes")
        }
        let refuses = try table.stringList("refuses")
        let passes = try table.stringList("passes")
        guard !refuses.isEmpty, !passes.isEmpty else {
            throw table.bad("refuses", "must have a case, and so must 'passes'")
        }
        let anyCase = try table.read { fields throws(TOMLError) in try fields.boolean("any_case") }
        return Rule(
            name: try table.requiredText("name"),
            about: try table.requiredText("about"),
            literals: literals,
            isExact: anyCase != true,
            refuses: refuses,
            passes: passes
        )
    }
}
