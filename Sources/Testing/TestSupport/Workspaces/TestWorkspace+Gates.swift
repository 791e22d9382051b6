import Documents
import Engine
import Model

extension TestWorkspace {
    /// What gates look with: the commits that a test made, and commands that never run.
    package func tools(_ settings: GateSettings = GateSettings()) -> GateTools {
        GateTools(
            settings: settings,
            sources: checkouts,
            commands: FakeCommands(),
            branches: BranchPattern()
        )
    }
}
