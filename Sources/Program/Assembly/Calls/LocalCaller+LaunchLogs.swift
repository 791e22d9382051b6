import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    private static let logBytes = 64 << 10

    func provideLaunchLogs(_ provider: inout OperationProvider) {
        provider.provide(ShowLaunchLog.self) { [unowned self] input, context in
            let state = try open().found.stateDirectory
            return try read(ShowLaunchLog.self, context) { view in
                _ = try view.storedRun(input.run)
                guard try view.runs.launch(input.launch, of: input.run) != nil else {
                    throw RunError.unknownLaunch(input.run, input.launch)
                }
                return try Self.log(input, below: state + "/runs/\(input.run)/\(input.launch)")
            }
        }
    }

    private static func log(_ input: ShowLaunchLog.Input, below own: String) throws -> LaunchLog {
        // Where its conversation was lost, what counts was said in a new one.
        let directory = access(own + "/fresh", F_OK) == 0 ? own + "/fresh" : own
        let name =
            switch input.part {
            case .output: "output.raw"
            case .input: "input.raw"
            case .errors: "error.raw"
            }
        let path = directory + "/" + name
        guard let file = try TailOfFile(path, bytesMax: logBytes) else {
            throw NoLogError(launch: input.launch, path: path)
        }
        return LaunchLog { log in
            (log.directory, log.bytes, log.text) = (directory, file.bytes, file.text)
        }
    }
}

/// A launch whose streams are not on this machine.
struct NoLogError: Reportable {
    let launch: Int64
    let path: String

    var code: String { "run.no_log" }
    var category: ErrorCategory { .notFound }
    var message: String {
        "Nothing was kept of launch \(launch) at '\(path.printable(limit: 300))'."
    }
    var hint: String? { "Streams are kept on the machine that drove it." }
}
