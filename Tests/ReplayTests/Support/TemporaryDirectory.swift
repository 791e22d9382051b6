import Glibc
import SubprocessKit
import TestSupport

struct TemporaryDirectoryError: Error {}

/// A directory that is removed when the body is over.
///
/// Not where every sandbox is empty anyway, if it may be elsewhere: what is hidden there shows
/// nothing.
func withTemporaryDirectory<Value>(_ body: (String) throws -> Value) throws -> Value {
    let parent = access("/var/lib", W_OK) == 0 ? "/var/lib" : "/tmp"
    var template = Array("\(parent)/replay-tests-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { throw TemporaryDirectoryError() }
    let path = String(cString: made)
    defer { _ = try? shell("chmod -R u+rwX . 2>/dev/null; rm -rf -- \(path)", in: path) }
    return try body(path)
}

/// Runs a shell text outside of every sandbox, with git kept from the user's configuration.
@discardableResult
func shell(_ text: String, in directory: String) throws -> ProcessResult {
    try Subprocess(
        "/bin/sh",
        ["-c", text],
        directory: directory,
        environment: [
            "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/nonexistent",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_AUTHOR_NAME": "Author", "GIT_AUTHOR_EMAIL": "author@example.org",
            "GIT_COMMITTER_NAME": "Author", "GIT_COMMITTER_EMAIL": "author@example.org",
        ],
        wallLimit: .seconds(60)
    ).run(clock: monotonic)
}
