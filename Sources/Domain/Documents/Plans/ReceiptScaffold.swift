import Model

/// The folder that the receipts of a plan are to lie in, and the text that says so in it.
package struct ReceiptScaffold: Hashable, Sendable {
    /// Where receipts lie unless a repository chooses otherwise.
    package static let standardFolder = "docs/receipts/{plan}"

    /// From the repository's top on.
    package let folder: String
    package let readme: String

    /// - Parameter pattern: Where the folder is; `{plan}` stands for the plan's name and `{agent}`
    ///   for its author's.
    package init(for plan: Plan, pattern: String) {
        folder = pattern.replacing("{plan}", with: plan.name.text)
            .replacing("{agent}", with: plan.author.text)
        readme = """
            # Receipts of \(plan.name)

            \(plan.summary.printable())

            Files in this folder show that steps of the plan were done: transcripts of tests,
            reports, measurements. Commit each one, and name it in the plan:

                worklead plan receipt \(plan.name) --step S1 \(folder)/tests.json

            `worklead plan validate --strict \(plan.name)` says which are missing, not tracked
            by git, empty, or not the JSON that they are called.

            """
    }

    /// What is wrong with a pattern for folders; `nil` where nothing is.
    package static func fault(in pattern: String) -> String? {
        let folder = pattern.replacing("{plan}", with: "a").replacing("{agent}", with: "a")
        guard pattern.contains("{plan}") else { return "it must have '{plan}'" }
        guard ReceiptPath.isInside(folder), !folder.contains("{") else {
            return "it must be a path in the repository"
        }
        return nil
    }
}
