import Documents
import Engine
import GitKit
import Glibc
import Model
import Store

// What gates work with, as a repository's committed settings make it.
extension LocalCaller {
    /// The tools of the gates for the repository of a task, or for the one around.
    func gateTools(for task: TaskKey? = nil) throws -> GateTools {
        try gateTools(in: try repository(of: task))
    }

    func gateTools(in repository: Repository?) throws -> GateTools {
        let pattern = try repository.map(configuration(of:))?.branchPattern
        return GateTools(
            settings: try repository.map(gateSettings(of:)) ?? GateSettings(),
            sources: GitSources(program: git),
            commands: ReplayedCommands(
                replayer: replayer,
                git: git,
                time: time,
                scratch: try surroundings.scratchRoot()
            ),
            branches: pattern.map { BranchPattern($0) } ?? BranchPattern()
        )
    }

    /// The repository that a directory is of, where it is another one than that around.
    func repository(elsewhere directory: String) throws -> Repository? {
        let around = try repository(of: nil)
        let place = GitRepository(at: surroundings.absolute(directory), program: git)
        let common: String
        do {
            common = try place.location().commonDirectory
        } catch {
            // What looks at it says what is wrong with it.
            return nil
        }
        let found = try open().engine.read {
            try $0.repositories.repository(commonDirectory: common)
        }
        return found?.name == around?.name ? nil : found
    }

    /// The gates' settings of the repository of a task, or of the one around.
    func gateSettings(of task: TaskKey? = nil) throws -> GateSettings {
        try repository(of: task).map(gateSettings(of:)) ?? GateSettings()
    }

    /// The gates' settings that a repository has committed on its main branch: what an agent
    /// writes in a worktree chooses nothing.
    func gateSettings(of repository: Repository) throws -> GateSettings {
        guard let bytes = try committed(GateSettings.path, in: repository) else {
            return GateSettings()
        }
        return try GateSettings.read(bytes)
    }

    /// What agents of a role may change, in each repository that bounds it.
    func roleBounds() throws -> [RepositoryName: [Role: PathScope]] {
        let repositories = try open().engine.read { try $0.repositories.repositories() }
        var bounds: [RepositoryName: [Role: PathScope]] = [:]
        for repository in repositories {
            let roles = try gateSettings(of: repository).roles
            if !roles.isEmpty { bounds[repository.name] = roles }
        }
        return bounds
    }

    /// The gates that levels can be chosen for: the built-in ones, and the commands of all
    /// repositories.
    func gate(_ name: GateName) throws -> GateDescription {
        let builtIn = try GateCatalogue()
        if let found = builtIn.gates.first(where: { $0.description.name == name }) {
            return found.description
        }
        for repository in try open().engine.read({ try $0.repositories.repositories() }) {
            let catalogue = try GateCatalogue(gateSettings(of: repository))
            if let found = catalogue.gates.first(where: { $0.description.name == name }) {
                return found.description
            }
        }
        return try builtIn.gate(name).description
    }
}
