/// What stood between the checks and the machine.
package struct SandboxReport: Hashable, Sendable {
    /// Which way the sandbox was made.
    package let kind: SandboxKind
    /// Every layer that was really on, as told from inside.
    package let layers: Set<SandboxLayer>

    package init(kind: SandboxKind, layers: Set<SandboxLayer>) {
        self.kind = kind
        self.layers = layers
    }

    /// Whether nothing outside could be reached, changed or left behind.
    package var isSandbox: Bool {
        switch kind {
        case .none: false
        case .bubblewrap, .namespaces: true
        }
    }
}

/// The ways to make a sandbox.
package enum SandboxKind: String, Hashable, Sendable, CaseIterable {
    /// With the `bwrap` program.
    case bubblewrap
    /// With namespaces that our own program enters.
    case namespaces
    /// None: asked for by name.
    case none
}

/// The layers a sandbox may have.
package enum SandboxLayer: String, Hashable, Sendable, CaseIterable, Comparable {
    /// Own processes: none sees another's, and all end with the first.
    case processNamespace = "process-namespace"
    /// Own view of files: all read-only but the replay's own, homes hidden.
    case mountNamespace = "mount-namespace"
    case networkNamespace = "network-namespace"
    case ipcNamespace = "ipc-namespace"
    case hostNameNamespace = "host-name-namespace"
    case userNamespace = "user-namespace"
    /// Another user than the one who replays, with no rights of its own.
    case otherUser = "other-user"
    case noNewPrivileges = "no-new-privileges"
    case landlock
    case seccomp
    /// The kernel's limits for each process.
    case resourceLimits = "resource-limits"
    /// The kernel's limit for the memory of all processes together.
    case memoryGroup = "memory-group"
    /// The kernel's limit for the number of processes.
    case processGroup = "process-group"
    /// A process of ours that counts processes, memory and processor time, and collects what is
    /// left.
    case supervisor

    package static func < (left: SandboxLayer, right: SandboxLayer) -> Bool {
        left.rawValue < right.rawValue
    }
}
