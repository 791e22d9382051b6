import Glibc
import Model
import Operations

/// What the programs of a run's agents said, as it is kept on this machine.
struct LaunchStreams {
    let stateDirectory: String

    private static let bytesMax = 64 << 10

    /// The end of a stream; `nil` where nothing of it was kept.
    func log(of launch: Int64, in run: RunName, _ part: LaunchPart) throws -> LaunchLog? {
        let path = path(of: launch, in: run, part)
        guard let file = try TailOfFile(path, bytesMax: Self.bytesMax) else { return nil }
        return LaunchLog { log in
            log.directory = directory(of: launch, in: run)
            (log.bytes, log.text) = (file.bytes, file.text)
        }
    }

    func path(of launch: Int64, in run: RunName, _ part: LaunchPart) -> String {
        let name =
            switch part {
            case .output: "output.raw"
            case .input: "input.raw"
            case .errors: "error.raw"
            }
        return directory(of: launch, in: run) + "/" + name
    }

    /// Where a launch's conversation was lost, what counts was said in a new one.
    func directory(of launch: Int64, in run: RunName) -> String {
        let own = stateDirectory + "/runs/\(run)/\(launch)"
        return access(own + "/fresh", F_OK) == 0 ? own + "/fresh" : own
    }
}
