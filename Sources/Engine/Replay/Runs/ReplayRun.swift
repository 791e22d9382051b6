import CLinux
import Digests
import Glibc
import Model
import SubprocessKit

/// One replay on its way.
struct ReplayRun {
    private let request: ReplayRequest
    private let scratch: ScratchDirectory
    private let runner: ReplayRunner
    private let rooms: ReplayRooms
    private let environment: CheckEnvironment
    private let process: CheckProcess

    init(
        _ runner: ReplayRunner,
        _ request: ReplayRequest,
        _ source: SourceRepository,
        _ scratch: ScratchDirectory
    ) throws(ReplayError) {
        self.runner = runner
        self.request = request
        self.scratch = scratch
        rooms = try ReplayRooms(runner, request, source, scratch)
        environment = try CheckEnvironment(
            request.profile,
            places: rooms.places,
            caller: runner.callerEnvironment
        )
        process = CheckProcess(runner: runner, scratch: scratch)
    }

    func run(_ onProgress: (ReplayProgress) -> Void) throws(ReplayError) -> ReplayEvidence {
        onProgress(.checkingOut)
        let checkout = try Checkout(rooms: rooms, process: process).make()
        var layers = checkout.layers
        var tree: String? = rooms.source.tree
        var setUp: CheckResult?
        if let text = request.profile.setUp {
            onProgress(.settingUp)
            let (result, found) = try check(CheckCommand(text), on: &tree)
            setUp = result
            layers.formIntersection(found)
        }
        var results: [CheckResult] = []
        if setUp?.ending.isSuccess ?? true {
            for (index, command) in request.checks.enumerated() {
                onProgress(.checking(index, of: request.checks.count, command))
                let (result, found) = try check(command, on: &tree)
                results.append(result)
                // A layer is on when it was for every check.
                layers.formIntersection(found)
            }
        }
        return ReplayEvidence(
            commit: rooms.source.commit,
            tree: rooms.source.tree,
            base: rooms.source.base,
            profileDigest: request.profile.digest,
            network: request.profile.network,
            environmentDigest: environment.digest,
            sandbox: SandboxReport(kind: runner.sandbox.kind, layers: layers),
            setUp: setUp,
            results: results,
            artifacts: request.claims.artifacts.map {
                ArtifactFile(path: $0.path, under: rooms.tree).find()
            },
            submodules: checkout.submodules,
            largeFilePointers: checkout.largeFilePointers
        )
    }

    /// Runs one command and looks at what it did.
    ///
    /// - Parameter tree: The tracked files' tree before; after, on return.
    private func check(
        _ command: CheckCommand,
        on tree: inout String?
    ) throws(ReplayError) -> (CheckResult, Set<SandboxLayer>) {
        let marker = "marker"
        try scratch.write("", to: marker)
        let limits = request.profile.limits
        let capture = OutputCapture(keeping: limits.outputBytes)
        var plan = rooms.plan(["/bin/sh", "-c", command.text])
        plan.directory = rooms.places.tree
        let run = try process.run(
            plan,
            environment: environment.variables,
            wall: limits.wall,
            capture: capture
        )
        let before = tree
        tree = try Checkout(rooms: rooms, process: process).tree(after: before)
        let told = capture.counts(run.result.output)
        var reports = ReportFiles(under: rooms.tree, youngerThan: scratch.path + "/" + marker)
        let result = CheckResult(
            command: command,
            ending: run.ending,
            duration: run.result.duration,
            cpuTime: run.cpuTime,
            peakMemoryBytes: run.peakBytes,
            leftoverProcesses: run.leftovers,
            counts: told ?? reports?.counts(),
            output: capture.output(run.result.output),
            treeBefore: before,
            treeAfter: tree
        )
        return (result, run.layers)
    }
}
