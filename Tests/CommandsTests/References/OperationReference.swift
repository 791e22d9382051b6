import Digests
import Operations

/// The page that lists every operation, from the table itself.
enum OperationReference {
    static var page: String {
        """
        # Operations

        What can be asked of a workspace, whatever surface asks. Made from the operations themselves
        by the tests; a change of an operation changes this page.

        | Operation | Effect | What it does |
        | --- | --- | --- |

        """ + OperationTable.all.entries.map(row).joined() + "\n"
            + OperationTable.all.entries.map(section).joined(separator: "\n")
    }

    private static func row(_ entry: OperationEntry) -> String {
        "| [`\(entry.name)`](#\(entry.name.filter { $0 != "." })) "
            + "| \(entry.effect.words) | \(entry.summary) |\n"
    }

    private static func section(_ entry: OperationEntry) -> String {
        var text = "## \(entry.name)\n\n\(entry.summary)\n\n"
        text += "Effect: \(entry.effect.words). Shape of the answer: `\(entry.schemaName)`."
        text += entry.mayQueue ? " May wait in the outbox.\n\n" : "\n\n"
        text += "Input:\n\n" + table(entry.inputFields, isInput: true)
        text += "\nOutput:\n\n" + table(entry.outputFields, isInput: false)
        text += "\nErrors: "
        text +=
            entry.errors.isEmpty
            ? "those of any call.\n"
            : entry.errors.map { "`\($0)`" }.joined(separator: ", ") + ".\n"
        text += "\nExample input:\n\n```json\n\(entry.example.canonicalText)\n```\n"
        return text
    }

    private static func table(_ fields: [FieldReference], isInput: Bool) -> String {
        guard !fields.isEmpty else { return "nothing\n" }
        let rows = fields.map { field in
            let need =
                !isInput
                ? ""
                : field.isRequired
                    ? "required. "
                    : field.defaultValue.map { "default `\($0.canonicalText)`. " } ?? ""
            let text = "\(need)\(field.documentation)".split(separator: "|").joined(
                separator: "\\|"
            )
            return "| `\(field.name)` | \(field.expectation) | \(text) |\n"
        }
        return "| Field | Is | About |\n| --- | --- | --- |\n" + rows.joined()
    }
}

extension Effect {
    fileprivate var words: String {
        switch self {
        case .reads: "reads"
        case .changes: "changes"
        case .changesOncePerKey: "changes once per key"
        case .destroys: "destroys"
        }
    }
}
