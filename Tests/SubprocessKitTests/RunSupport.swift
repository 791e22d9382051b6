import Glibc
import SubprocessKit
import TestSupport

let searchPath = ["PATH": "/usr/local/bin:/usr/bin:/bin"]

/// Runs a shell text to its end.
func shell(
    _ text: String,
    output: OutputDestination = .captured(keeping: .head(1 << 20)),
    error: ErrorDestination = .apart(.captured(keeping: .head(1 << 16))),
    wallLimit: Duration? = .seconds(20),
    grace: Duration = .milliseconds(200),
    interruption: Interruption? = nil
) throws -> ProcessResult {
    try Subprocess(
        "sh",
        ["-c", text],
        environment: searchPath,
        output: output,
        error: error,
        wallLimit: wallLimit,
        grace: grace
    ).run(clock: monotonic, interruption: interruption)
}

/// A directory that is removed when the body is over.
func withTemporaryDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    var template = Array("/tmp/subprocess-tests-XXXXXX\0".utf8CString)
    guard let made = mkdtemp(&template) else { throw TemporaryDirectoryError() }
    let path = String(cString: made)
    defer {
        _ = try? Subprocess("rm", ["-rf", "--", path], environment: searchPath)
            .run(clock: monotonic)
    }
    return try body(path)
}

struct TemporaryDirectoryError: Error {}
