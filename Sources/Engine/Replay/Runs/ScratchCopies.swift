import Glibc
import Model
import SubprocessKit

/// Copies of what checks may change, or may not read where it is, for the user that they run as.
struct ScratchCopies {
    let runner: ReplayRunner
    let scratch: ScratchDirectory
    let user: SpareUser?

    /// Copies what a profile lets checks change, and shows under the private home directory what
    /// lies under the real one.
    ///
    /// - Parameter home: The private home directory, as seen from outside.
    /// - Returns: The mounts that show copies at the places of their originals.
    func make(_ paths: ProfilePaths, home: String) throws(ReplayError) -> [SandboxMount] {
        var mounts: [SandboxMount] = []
        for (index, entry) in paths.copied.enumerated() {
            if let fromHome = entry.fromHome {
                try makeParent(of: home + "/" + fromHome)
                try run("cp", ["-a", "--reflink=auto", "--", entry.source, home + "/" + fromHome])
            } else {
                let copy = try copy(entry.source, to: "copy-\(index)")
                mounts.append(.bound(source: copy, target: entry.target, isReadOnly: false))
            }
        }
        for entry in paths.readOnly {
            guard let fromHome = entry.fromHome else { continue }
            try makeParent(of: home + "/" + fromHome)
            try run("ln", ["-sfn", "--", entry.target, home + "/" + fromHome])
        }
        if !paths.copied.isEmpty || !paths.readOnly.isEmpty { try handOver(home) }
        return mounts
    }

    /// Copies a file or directory into the scratch directory.
    ///
    /// - Returns: Where the copy is.
    func copy(_ source: String, to name: String) throws(ReplayError) -> String {
        let copy = scratch.path + "/" + name
        try run("cp", ["-a", "--reflink=auto", "--", source, copy])
        try handOver(copy)
        return copy
    }

    private func handOver(_ path: String) throws(ReplayError) {
        guard let user else { return }
        try run("chown", ["-hR", "\(user.id):\(user.id)", "--", path])
    }

    private func makeParent(of path: String) throws(ReplayError) {
        try run("mkdir", ["-p", "--", String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])])
    }

    private func run(_ program: String, _ arguments: [String]) throws(ReplayError) {
        let result: ProcessResult
        do {
            result = try Subprocess(
                program,
                arguments,
                environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C"],
                parentDeath: .kill
            ).run(clock: runner.clock, interruption: runner.interruption)
        } catch {
            throw .programMissing(message: error.message, hint: error.hint)
        }
        if result.stopped != nil { throw .interrupted }
        guard result.isSuccess else {
            let complaint = result.error.text
            throw complaint.contains("No space left on device")
                ? .diskFull(directory: runner.scratchRoot)
                : .scratchUnusable(directory: scratch.path, reason: complaint)
        }
    }
}
