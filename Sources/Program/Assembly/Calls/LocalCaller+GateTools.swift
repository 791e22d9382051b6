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
        GateTools(
            settings: try gateSettings(of: task),
            sources: GitSources(program: git),
            commands: ReplayedCommands(
                replayer: replayer,
                git: git,
                time: time,
                scratch: try surroundings.scratchRoot()
            ),
            branches: try places(for: task).branches
        )
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
