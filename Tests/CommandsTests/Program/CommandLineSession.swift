import Digests
import Glibc
import Testing

/// A machine of its own for the real program: a home, a state directory and a git repository in a
/// temporary folder that is removed when the session goes.
final class CommandLineSession {
    /// What a run came to.
    struct Run {
        var exit: Int32
        /// The signal that ended it, which is always a fault.
        var signal: Int32
        var output: String
        var errors: String

        /// The one document on standard output.
        var json: JSONValue? { try? JSONValue(parsing: output) }
        /// The code of the error in the document.
        var code: String? { json?["error"]?["code"]?.stringValue }
    }

    let folder: String
    private let isServed: Bool
    /// Where commands are run.
    var directory: String
    var environment: [String: String]

    var repository: String { folder + "/api" }
    var store: String { folder + "/state/worklead/api/store.db" }

    /// - Parameter served: Whether a gateway runs, which the commands then use.
    init(initialized: Bool = true, served: Bool = false) throws {
        isServed = served
        var template = Array("/tmp/worklead-commands-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        directory = folder + "/api"
        environment = [
            "PATH": getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin",
            "HOME": folder + "/home", "USER": "founder", "LC_ALL": "C.UTF-8",
            "XDG_STATE_HOME": folder + "/state", "XDG_CACHE_HOME": folder + "/cache",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b",
            "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b",
        ]
        try shell(
            """
            mkdir -p home api && cd api && git init -qb main && mkdir src
            echo 'echo ok' > src/run.sh
            printf '#!/bin/sh\\nsh src/run.sh | grep -q ok && echo "1 passed, 0 failed"\\n' \\
                > test.sh
            git add -A && git commit -qm first
            """
        )
        if initialized {
            let made = run("init")
            try #require(made.exit == 0, "\(made)")
        }
        if served {
            let up = run("up", "--no-port")
            try #require(up.exit == 0, "\(up)")
        }
    }

    deinit {
        if isServed {
            directory = folder + "/api"
            _ = run("down", "--reason", "the test is over")
        }
        directory = "/"
        let script = "chmod -R u+rwx \(folder); rm -rf \(folder)"
        _ = run(["-c", script].map { Array($0.utf8) }, of: "/bin/sh")
    }

    static let program =
        "/"
        + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        + "/.build/debug/worklead"

    /// Runs the program with words.
    func run(_ words: String..., input: String? = nil) -> Run {
        run(words.map { Array($0.utf8) }, input: input)
    }

    func run(words: [String], input: String? = nil) -> Run {
        run(words.map { Array($0.utf8) }, input: input)
    }

    /// Runs the program with bytes that need not be text.
    func run(_ words: [[UInt8]], input: String? = nil, of program: String = program) -> Run {
        let files = ["input", "output", "errors"].map { "\(folder)/\($0)" }
        write(input ?? "", to: files[0])
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        for (number, file) in files.enumerated().dropFirst() {
            posix_spawn_file_actions_addopen(
                &actions,
                Int32(number),
                file,
                O_WRONLY | O_CREAT | O_TRUNC,
                0o600
            )
        }
        let arguments = CStrings(
            ["env", "-C", directory, program].map { Array($0.utf8) } + words
        )
        let variables = CStrings(environment.map { Array("\($0)=\($1)".utf8) })
        var process: pid_t = 0
        let failure = posix_spawnp(
            &process,
            "env",
            &actions,
            nil,
            arguments.pointers,
            variables.pointers
        )
        guard failure == 0 else {
            return Run(exit: -1, signal: 0, output: "", errors: "spawn: \(failure)")
        }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return Run(
            exit: status >> 8 & 0xff,
            signal: status & 0x7f,
            output: SourceText.read(files[1]),
            errors: SourceText.read(files[2])
        )
    }

    /// Runs a shell script in the folder.
    @discardableResult
    func shell(_ script: String) throws -> String {
        let before = directory
        defer { directory = before }
        directory = folder
        let run = run([Array("-ec".utf8), Array(script.utf8)], of: "/bin/sh")
        try #require(run.exit == 0, "\(script): \(run)")
        return run.output
    }

    /// The ledger's head, which only rises when something is written.
    var head: JSONValue? { run("status", "--json").json?["rev"] }

    /// All files of the session's folder but the streams of a run.
    func files() throws -> String {
        try shell("find . -path ./api/.git -prune -o -type f -print | grep -v store.db | sort")
    }

    func write(_ text: String, to path: String) {
        guard let file = fopen(path, "w") else { return }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        fwrite(bytes, 1, bytes.count, file)
    }
}

/// Strings as C programs take them.
private final class CStrings {
    private(set) var pointers: [UnsafeMutablePointer<CChar>?]

    init(_ texts: [[UInt8]]) {
        pointers = texts.map { bytes in
            (bytes + [0]).withUnsafeBufferPointer { buffer in
                buffer.withMemoryRebound(to: CChar.self) { $0.baseAddress.flatMap { strdup($0) } }
            }
        }
        pointers.append(nil)
    }

    deinit { for pointer in pointers { free(pointer) } }
}
