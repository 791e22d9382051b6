import Model
import TOMLKit

/// Where a repository keeps plan files, and the receipts of plans.
///
/// ```toml
/// [plans]
/// files = ["_plans/*.plan.json"]
/// receipts = "_report/agent/{agent}/{plan}"
/// ```
package struct PlanPlaces: Hashable, Sendable {
    /// Which files are plans.
    package var files: [PathPattern]
    /// The folder of a plan's receipts.
    package var receipts: String

    package init(
        files: [PathPattern] = [Self.standardFiles],
        receipts: String = ReceiptScaffold.standardFolder
    ) {
        self.files = files
        self.receipts = receipts
    }

    /// Where playbook 2 has them.
    package static let standardFiles: PathPattern = {
        do {
            return try PathPattern("_plans/*" + PlanFile.ending)
        } catch {
            preconditionFailure("'_plans/*' is a path")
        }
    }()

    /// Whether a file is a plan.
    package func covers(_ path: String) -> Bool { files.contains { $0.matches(path) } }

    static func read(in fields: TOMLFields) throws(DocumentError) -> PlanPlaces {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("plans") }
        guard let table = try fields.read(read) else { return PlanPlaces() }
        try table.allowOnly(["files", "receipts"])
        var places = PlanPlaces()
        let files = try table.patterns("files")
        if !files.isEmpty { places.files = files }
        if let receipts = try table.text("receipts") {
            if let fault = ReceiptScaffold.fault(in: receipts) {
                throw table.bad("receipts", fault.replacing("it ", with: ""))
            }
            places.receipts = receipts
        }
        return places
    }
}
