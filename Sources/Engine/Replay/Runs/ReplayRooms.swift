import Glibc
import Model
import SubprocessKit

/// The directories of one replay, and what its programs see beside them.
struct ReplayRooms {
    let source: SourceRepository
    let places: ReplayPlaces
    /// The top of the working tree, as seen from outside.
    let tree: String

    private let limits: ReplayLimits
    private let network: ReplayNetwork
    private let kind: SandboxKind
    private let user: SpareUser?
    private let mounts: [SandboxMount]
    private let writableCopies: [String]
    private let controlMount: SandboxMount

    init(
        _ runner: ReplayRunner,
        _ request: ReplayRequest,
        _ source: SourceRepository,
        _ scratch: ScratchDirectory
    ) throws(ReplayError) {
        self.source = source
        limits = request.profile.limits
        network = request.profile.network
        kind = runner.sandbox.kind
        let user = kind == .none ? nil : SpareUser(seed: scratch.number)
        if user != nil, !source.areObjectsReadable {
            throw .repositoryUnusable(
                path: request.repository,
                reason:
                    "its objects may be read by their owner only, and checks run as another user"
            )
        }
        self.user = user
        let home = runner.callerEnvironment["HOME"] ?? "/root"
        let paths = try ProfilePaths(request.profile, home: home, user: user)
        let name = Self.treeName(source.worktrees.first ?? source.gitDirectory)
        let places = ReplayPlaces(sandbox: kind, scratch: scratch.path, name: name)
        self.places = places

        _ = try scratch.makeDirectory("tree", for: nil)
        let tree = try scratch.makeDirectory("tree/" + name, for: user)
        self.tree = tree
        let homeRoom = try scratch.makeDirectory("home", for: user)
        let control = try scratch.makeDirectory("control", for: user)
        let seed = try scratch.makeDirectory("seed", for: nil)
        _ = try scratch.makeDirectory("temporary", for: nil)
        try scratch.write(source.shallow, to: "seed/shallow")

        let copies = try ProfileCopies(runner: runner, scratch: scratch, user: user)
            .make(paths, home: homeRoom)
        guard kind != .none else {
            mounts = []
            writableCopies = []
            controlMount = .bound(source: control, target: places.control, isReadOnly: false)
            return
        }
        let hidden =
            [home, source.gitDirectory] + source.worktrees + request.hiddenPaths + [scratch.path]
        var mounts = SandboxView.emptied(hiding: hidden, limits: limits)
        mounts += source.objectDirectories.map { .bound(source: $0, target: $0, isReadOnly: true) }
        mounts += SandboxView.ownFiles(runner.sandbox.trampoline, under: hidden)
        mounts += paths.readOnly.map {
            .bound(source: $0.source, target: $0.target, isReadOnly: true)
        }
        mounts += copies
        mounts.append(.bound(source: tree, target: places.tree, isReadOnly: false))
        mounts.append(.bound(source: homeRoom, target: places.home, isReadOnly: false))
        mounts.append(.bound(source: seed, target: places.seed, isReadOnly: true))
        if let user {
            try scratch.write(user.passwordFile(home: places.home), to: "seed/passwd")
            try scratch.write(user.groupFile, to: "seed/group")
            for file in ["passwd", "group"] {
                guard let target = RealPath.of("/etc/" + file) else { continue }
                mounts.append(
                    .bound(source: seed + "/" + file, target: target, isReadOnly: true)
                )
            }
        }
        if network == .host { mounts += Self.nameService() }
        self.mounts = mounts
        writableCopies = copies.map(\.path)
        controlMount = .bound(source: control, target: places.control, isReadOnly: false)
    }

    /// How a program of this replay is kept in.
    ///
    /// - Parameter withControl: Whether it sees the copy of the repository by which changes of the
    ///   tree are told. No check does.
    func plan(_ command: [String], withControl: Bool = false) -> SandboxPlan {
        var plan = SandboxPlan(
            kind: kind,
            network: withControl ? .loopback : network,
            limits: limits,
            directory: places.tree,
            command: command
        )
        plan.user = user?.id
        plan.mounts = mounts + (withControl ? [controlMount] : [])
        plan.writablePaths = [places.tree, places.home, "/tmp", "/var/tmp", "/dev/shm"]
        plan.writablePaths += writableCopies
        if withControl { plan.writablePaths.append(places.control) }
        return plan
    }

    /// What lets names be looked up where the directory of services is hidden.
    private static func nameService() -> [SandboxMount] {
        guard let file = RealPath.of("/etc/resolv.conf"), RealPath.isUnder(file, "/run") else {
            return []
        }
        return [.bound(source: file, target: file, isReadOnly: true)]
    }

    /// The name of the repository's directory, where it is a plain one.
    private static func treeName(_ path: String) -> String {
        let last = path.split(separator: "/").last { $0 != ".git" } ?? ""
        let name = last.hasSuffix(".git") ? String(last.dropLast(4)) : String(last)
        let isPlain = name.utf8.allSatisfy { byte in
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
                || [45, 46, 95].contains(byte)
        }
        return isPlain && !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
            && !name.hasPrefix("-") ? name : "tree"
    }
}
