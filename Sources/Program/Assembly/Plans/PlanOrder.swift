import Documents
import Engine
import GitKit
import Glibc
import Model

/// The path of a plan file.
struct PlanPath: Hashable, Sendable {
    /// As it was asked about.
    let shown: String
    let absolute: String

    /// Something in this folder.
    func inside(_ name: String) -> PlanPath {
        PlanPath(
            shown: shown == "." ? name : shown.hasSuffix("/") ? shown + name : "\(shown)/\(name)",
            absolute: "\(absolute)/\(name)"
        )
    }
}

/// Which plans are asked about.
struct PlanOrder: Sendable {
    /// Those of the ledger; `nil` for all that are not rejected.
    let plans: [PlanName]?
    let files: [PlanPath]

    /// Whether the ledger is needed at all: files are judged also where there is no workspace.
    var asksLedger: Bool { plans?.isEmpty != true }

    func plans(in view: View) throws -> [Plan] {
        guard let plans else {
            return try view.plans.plans().map(\.plan).filter { $0.state != .rejected }
        }
        return try plans.map(view.plan)
    }
}

extension LocalCaller {
    /// The plans and files that words name; without any, all of the ledger and of the repository
    /// around.
    func order(plans: [PlanName], files: [String]) throws -> PlanOrder {
        if plans.isEmpty, files.isEmpty {
            return PlanOrder(plans: nil, files: try plansHere())
        }
        var found: [PlanPath] = []
        for file in files {
            let path = PlanPath(shown: file, absolute: surroundings.absolute(file))
            var status = stat()
            if stat(path.absolute, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                found += try planFiles(in: path)
            } else {
                found.append(path)
            }
        }
        return PlanOrder(plans: plans, files: found)
    }

    /// The plan files of a folder, or of the folder `_plans` in it.
    private func planFiles(in folder: PlanPath) throws -> [PlanPath] {
        for place in [folder, folder.inside("_plans")] {
            let names = try DirectoryListing.names(in: place.absolute).filter {
                $0.hasSuffix(PlanFile.ending)
            }
            if !names.isEmpty { return names.map(place.inside) }
        }
        throw PlanFileError(path: folder.shown, fault: "it has no plan")
    }

    /// The plan files that the repository around has.
    private func plansHere() throws -> [PlanPath] {
        guard let repository = try repository(of: nil), let location = try open().found.location,
            let root = location.root
        else { return [] }
        let places = try gateSettings(of: repository).plans
        return try GitRepository(at: root, program: git).trackedFiles()
            .filter(places.covers).map { PlanPath(shown: $0, absolute: "\(root)/\($0)") }
    }
}
