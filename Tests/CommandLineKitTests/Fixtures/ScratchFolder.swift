import Glibc

/// A folder of a test's own, removed when the test is done with it.
struct ScratchFolder: ~Copyable {
    let path: String

    init() throws {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/command-line-kit-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Unexpected(what: "mkdtemp: errno \(errno)") }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        // A folder left behind in the system's temporary folder does no harm.
        _ = try? Self.spawn(["/bin/rm", "-rf", path], [])
    }

    func write(_ text: String, to name: String, mode: mode_t = 0o644) throws {
        guard let file = fopen("\(path)/\(name)", "w") else {
            throw Unexpected(what: "\(name): errno \(errno)")
        }
        fputs(text, file)
        fclose(file)
        chmod("\(path)/\(name)", mode)
    }

    func makeFolder(_ name: String) { mkdir("\(path)/\(name)", 0o755) }

    func text(of name: String) throws -> String {
        guard let file = fopen("\(path)/\(name)", "r") else {
            throw Unexpected(what: "\(name): errno \(errno)")
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// What a program that a test ran has said.
struct Outcome {
    let status: Int32
    let output: String
    let errors: String
}

extension ScratchFolder {
    /// Runs a program in the folder, with the folder first in its search path and as its home.
    ///
    /// The program is ended after a minute by timeout(1), whose status is then 124.
    func run(_ words: [String]) throws -> Outcome {
        let environment = [
            "PATH=\(path):/usr/local/bin:/usr/bin:/bin", "HOME=\(path)", "TERM=dumb",
            "LC_ALL=C.UTF-8", "XDG_CONFIG_HOME=\(path)", "XDG_DATA_HOME=\(path)",
        ]
        let script = #"cd "$0" && exec timeout 60 "$@" <"/dev/null" >"$0/.out" 2>"$0/.err""#
        let argv = ["/bin/sh", "-c", script, path] + words
        let status = try Self.spawn(argv, environment)
        return Outcome(status: status, output: try text(of: ".out"), errors: try text(of: ".err"))
    }

    static func isInstalled(_ program: String) -> Bool {
        ["/usr/local/bin", "/usr/bin", "/bin"].contains { access("\($0)/\(program)", X_OK) == 0 }
    }

    private static func spawn(_ argv: [String], _ environment: [String]) throws -> Int32 {
        var arguments: [UnsafeMutablePointer<CChar>?] = argv.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { (arguments + variables).forEach { free($0) } }
        var process: pid_t = 0
        let fault = posix_spawn(&process, argv[0], nil, nil, &arguments, &variables)
        guard fault == 0 else { throw Unexpected(what: "posix_spawn: errno \(fault)") }
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1, errno == EINTR {}
        return (status >> 8) & 0xFF
    }
}
