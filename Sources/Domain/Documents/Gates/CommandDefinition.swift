import Model
import TOMLKit

/// A command that is run as a gate, as its repository defines it.
///
/// ```toml
/// [[commands]]
/// name = "shell"
/// summary = "Scripts have no finding of shellcheck."
/// command = ["shellcheck", "-x", "scripts/build"]
/// level = "block"
/// hint = "Mend what shellcheck names."
///
/// [[commands.refuses]]
/// name = "an unquoted variable"
/// files = { "scripts/build" = "#!/bin/sh\nrm $1\n" }
/// ```
package struct CommandDefinition: Hashable, Sendable {
    /// A change of the repository under which the command must fail, or pass.
    package struct Case: Hashable, Sendable {
        package let name: String
        /// The files that the change writes, by path.
        package let files: [String: String]

        package init(name: String, files: [String: String]) {
            self.name = name
            self.files = files
        }
    }

    package let name: GateName
    package let summary: String
    package let command: [String]
    package let level: RuleLevel
    package let hint: String
    /// Whether each delivery is asked it, or only who runs it.
    package let isAskedAtDelivery: Bool
    package let refuses: [Case]
    package let passes: [Case]

    package init(
        name: GateName,
        summary: String,
        command: [String],
        level: RuleLevel,
        hint: String,
        isAskedAtDelivery: Bool,
        refuses: [Case],
        passes: [Case]
    ) {
        self.name = name
        self.summary = summary
        self.command = command
        self.level = level
        self.hint = hint
        self.isAskedAtDelivery = isAskedAtDelivery
        self.refuses = refuses
        self.passes = passes
    }

    /// The definition as it stands in the settings.
    package var text: String {
        var lines = [
            "[[commands]]",
            "name = \(TOMLWriter.string(name.text))",
            "summary = \(TOMLWriter.string(summary))",
            "command = [\(command.map(TOMLWriter.string).joined(separator: ", "))]",
            "level = \(TOMLWriter.string(level.rawValue))",
            "hint = \(TOMLWriter.string(hint))",
        ]
        if isAskedAtDelivery { lines.append("at_delivery = true") }
        for (word, cases) in [("refuses", refuses), ("passes", passes)] {
            for one in cases {
                lines += ["", "[[commands.\(word)]]", "name = \(TOMLWriter.string(one.name))"]
                lines += ["", "[commands.\(word).files]"]
                lines += one.files.sorted { $0.key < $1.key }.map {
                    "\(TOMLWriter.string($0)) = \(TOMLWriter.string($1))"
                }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func list(in fields: TOMLFields) throws(DocumentError) -> [CommandDefinition] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList("commands") }
        var definitions: [CommandDefinition] = []
        for table in try fields.read(read) ?? [] {
            let definition = try one(table)
            guard !definitions.contains(where: { $0.name == definition.name }) else {
                throw table.bad("name", "must be another than the gate's before it")
            }
            definitions.append(definition)
        }
        return definitions
    }

    private static func one(_ table: TOMLFields) throws(DocumentError) -> CommandDefinition {
        try table.allowOnly([
            "name", "summary", "command", "level", "hint", "at_delivery", "refuses", "passes",
        ])
        let command = try table.stringList("command")
        guard let program = command.first, !program.isEmpty,
            command.allSatisfy({ !$0.utf8.contains(0) })
        else { throw table.bad("command", "must be a program and its arguments") }
        let name: GateName
        do {
            name = try GateName(table.requiredText("name"))
        } catch let error as IdentifierError {
            throw table.bad("name", "is no name: \(error.fault)")
        } catch {
            throw table.bad("name", "must be the name of the gate")
        }
        let refuses = try cases("refuses", in: table)
        // A gate that nobody has seen to refuse something refuses nothing.
        guard !refuses.isEmpty else {
            throw table.bad("refuses", "must have a case under which the command fails")
        }
        let asked = try table.read { fields throws(TOMLError) in
            try fields.boolean("at_delivery")
        }
        return CommandDefinition(
            name: name,
            summary: try table.requiredText("summary"),
            command: command,
            level: try table.choice("level") ?? .block,
            hint: try table.text("hint") ?? "Run the command, and mend what it names.",
            isAskedAtDelivery: asked ?? false,
            refuses: refuses,
            passes: try cases("passes", in: table)
        )
    }

    private static func cases(
        _ key: String,
        in table: TOMLFields
    ) throws(DocumentError) -> [Case] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList(key) }
        var cases: [Case] = []
        for inner in try table.read(read) ?? [] {
            try inner.allowOnly(["name", "files"])
            let files = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("files") }
            guard let paths = try inner.read(files), !paths.keys.isEmpty else {
                throw inner.bad("files", "must have the text of a file by its path")
            }
            var texts: [String: String] = [:]
            for path in paths.keys {
                guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else {
                    throw paths.bad(path, "must be a path in the repository")
                }
                texts[path] = try paths.text(path)
            }
            cases.append(Case(name: try inner.requiredText("name"), files: texts))
        }
        return cases
    }
}
