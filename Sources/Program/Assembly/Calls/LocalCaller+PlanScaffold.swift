import Documents
import Engine
import Glibc
import Model
import Operations
import Store

// Where the receipts of a plan are to lie.
extension LocalCaller {
    func scaffold(
        _ input: ScaffoldPlan.Input,
        _ context: CallContext
    ) throws -> Reply<PlanScaffold> {
        let (plan, repository) = try open().engine.read { view in
            let plan = try view.plan(input.plan)
            return (plan, try view.repository(named: plan.repository))
        }
        let pattern = try input.folder ?? gateSettings(of: repository).plans.receipts
        let scaffold = ReceiptScaffold(for: plan, pattern: pattern)
        guard ReceiptPath.isInside(scaffold.folder) else {
            throw PlanError.badReceipt(scaffold.folder)
        }
        let root = try workingRoot(of: repository)
        let folder = "\(root)/\(scaffold.folder)"
        // A link on the way could lead into another repository, or out of all.
        let place = PathLocator.place(of: folder + "/README.md", from: nil)
        let top = PathLocator.place(of: root + "/README.md", from: nil)
        guard place.root != nil, place.root == top.root else {
            throw PlanError.badReceipt(scaffold.folder)
        }
        let readme = folder + "/README.md"
        let isNew = access(readme, F_OK) != 0
        if isNew, !context.options.dryRun {
            try PublicFolder.make(folder)
            try FileReplacement.create(Array(scaffold.readme.utf8), at: readme)
        }
        return try read(ScaffoldPlan.self, context) { _ in
            PlanScaffold { made in
                (made.plan, made.folder, made.root) = (plan.name, scaffold.folder, root)
                made.made = isNew
            }
        }
    }
}
