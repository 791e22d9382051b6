import Glibc
import Model
import SubprocessKit

/// Copies what the profile lets checks change, and shows under the private home what lies under a real
/// one.
struct ProfileCopies {
    let runner: ReplayRunner
    let scratch: ScratchDirectory
    let user: SpareUser?

    /// - Parameter home: The private home directory, as seen from outside.
    /// - Returns: The mounts that show copies at the places of their originals.
    func make(_ paths: ProfilePaths, home: String) throws(ReplayError) -> [SandboxMount] {
        var mounts: [SandboxMount] = []
        for (index, entry) in paths.copied.enumerated() {
            let copy: String
            if let fromHome = entry.fromHome {
                copy = home + "/" + fromHome
                try run("mkdir", ["-p", "--", parent(of: copy)])
            } else {
                copy = scratch.path + "/copy-\(index)"
                mounts.append(.bound(source: copy, target: entry.target, isReadOnly: false))
            }
            try run("cp", ["-a", "--reflink=auto", "--", entry.source, copy])
        }
        for entry in paths.readOnly {
            guard let fromHome = entry.fromHome else { continue }
            let link = home + "/" + fromHome
            try run("mkdir", ["-p", "--", parent(of: link)])
            try run("ln", ["-sfn", "--", entry.target, link])
        }
        if let user, !paths.copied.isEmpty || !paths.readOnly.isEmpty {
            let copies = mounts.compactMap { mount -> String? in
                guard case .bound(let source, _, _) = mount else { return nil }
                return source
            }
            try run("chown", ["-hR", "\(user.id):\(user.id)", "--", home] + copies)
        }
        return mounts
    }

    /// Where the writable copies stand, as programs inside see them.
    private func parent(of path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
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
