import Glibc
import Model
import SubprocessKit

/// The directories of one replay, and what its programs see beside them.
struct ReplayRooms {
    let source: SourceRepository
    let places: ReplayPlaces
    /// The top of the working tree, as seen from outside.
    let tree: String
    /// Where the borrowed objects are, as programs inside see them.
    let objectPlaces: [String]

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
        self.user = user
        let name = Self.treeName(source.worktrees.first ?? source.gitDirectory)
        let places = ReplayPlaces(sandbox: kind, scratch: scratch.path, name: name)
        self.places = places

        _ = try scratch.makeDirectory("tree", for: nil)
        _ = try scratch.makeDirectory("temporary", for: nil)
        tree = try scratch.makeDirectory("tree/" + name, for: user)
        let home = try scratch.makeDirectory("home", for: user)
        let control = try scratch.makeDirectory("control", for: user)
        let seed = try scratch.makeDirectory("seed", for: nil)
        try scratch.write(source.shallow, to: "seed/shallow")
        try scratch.write("", to: "seed/empty")

        let callerHome = runner.callerEnvironment["HOME"] ?? "/root"
        let hidden =
            [callerHome, source.gitDirectory, scratch.path] + source.worktrees
            + request.hiddenPaths
        let paths = try ProfilePaths(
            request.profile,
            home: callerHome,
            user: user,
            under: SandboxView.hiddenPaths(and: hidden)
        )
        let copies = ScratchCopies(runner: runner, scratch: scratch, user: user)
        let copied = try copies.make(paths, home: home)
        controlMount = .bound(source: control, target: places.control, isReadOnly: false)
        guard kind != .none else {
            objectPlaces = source.objectDirectories
            mounts = []
            writableCopies = []
            return
        }
        let objects = try Self.objectMounts(source, copies: copies, seed: seed, for: user)
        objectPlaces = source.objectDirectories.indices.map(Self.objectPlace)
        writableCopies = copied.map(\.path)
        mounts =
            SandboxView.emptied(hiding: hidden, limits: limits)
            + SandboxView.ownFiles(runner.sandbox.trampoline, under: hidden)
            + paths.readOnly.map { .bound(source: $0.source, target: $0.target, isReadOnly: true) }
            + copied + objects
            + [
                .bound(source: tree, target: places.tree, isReadOnly: false),
                .bound(source: home, target: places.home, isReadOnly: false),
                .bound(source: seed, target: places.seed, isReadOnly: true),
            ]
            + (try Self.userMounts(user, scratch: scratch, seed: seed, places: places))
            + (network == .host ? Self.nameServiceMounts() : [])
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
