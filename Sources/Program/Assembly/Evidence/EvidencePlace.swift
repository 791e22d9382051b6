import Engine
import Model

/// Where bundles lie: `TASK/E-7` when they are sealed, `TASK/.E-7.draft` while they are open.
struct EvidencePlace {
    /// The folder that the tasks' folders are in.
    let root: String

    /// - Parameters:
    ///   - folder: The folder of the repository, as it was configured when the bundle was opened.
    ///   - stateDirectory: Where they lie without one.
    init(folder: String?, of repository: Repository?, stateDirectory: String) {
        if let folder, let repository {
            root = "\(repository.path)/\(folder)"
        } else {
            root = "\(stateDirectory)/evidence"
        }
    }

    func sealed(_ bundle: EvidenceBundle) -> String { "\(root)/\(bundle.task)/\(bundle.id)" }

    func draft(_ bundle: EvidenceBundle) -> String { "\(root)/\(bundle.task)/.\(bundle.id).draft" }

    /// Where a bundle's files go before they are removed: nobody finds half of one.
    func doomed(_ bundle: EvidenceBundle) -> String {
        "\(root)/\(bundle.task)/.\(bundle.id).removed"
    }
}
