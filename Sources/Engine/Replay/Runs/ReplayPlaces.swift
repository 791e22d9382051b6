import Model

/// Where the directories of a replay are, as its programs see them.
struct ReplayPlaces: Hashable, Sendable {
    let tree: String
    let home: String
    let seed: String
    let control: String
    let temporary: String

    /// - Parameter name: What the top of the working tree is called; some builds depend on it.
    init(sandbox kind: SandboxKind, scratch: String, name: String) {
        switch kind {
        case .bubblewrap, .namespaces:
            // The same on every machine, so that what a check prints can be compared.
            tree = "\(SandboxView.root)/tree/\(name)"
            home = SandboxView.home
            seed = SandboxView.seed
            control = SandboxView.control
            temporary = SandboxView.temporary
        case .none:
            tree = "\(scratch)/tree/\(name)"
            home = scratch + "/home"
            seed = scratch + "/seed"
            control = scratch + "/control"
            temporary = scratch + "/temporary"
        }
    }
}
