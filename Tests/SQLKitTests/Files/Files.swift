import Glibc
import SQLiteDriver
import Testing

/// Lends a new folder under the system's temporary one, and removes it.
func withFolder<Answer>(_ body: (String) throws -> Answer) throws -> Answer {
    let folder = try makeFolder()
    defer { removeFolder(folder) }
    return try body(folder)
}

/// Lends a new folder under the system's temporary one, and removes it.
func withFolder<Answer>(_ body: (String) async throws -> Answer) async throws -> Answer {
    let folder = try makeFolder()
    defer { removeFolder(folder) }
    return try await body(folder)
}

private func makeFolder() throws -> String {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/sql.XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

private func removeFolder(_ folder: String) {
    _ = run("rm -rf '\(folder)'")
}

func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
}

func size(_ path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_size : 0
}

/// The names in a folder, sorted.
func names(in folder: String) -> [String] {
    output("ls -A '\(folder)'").split(separator: "\n").map(String.init)
}

func write(_ bytes: [UInt8], to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    try #require(Glibc.write(file, bytes, bytes.count) == bytes.count)
}

func bytes(of path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    try #require(file >= 0)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: size(path))
    try #require(read(file, &bytes, bytes.count) == bytes.count)
    return bytes
}

/// Runs a shell command and returns its exit code.
func run(_ command: String) -> Int32 {
    spawn(["/bin/sh", "-c", command]).map(wait) ?? -1
}

/// What a shell command writes to its standard output.
func output(_ command: String) -> String {
    guard let stream = popen(command, "r") else { return "" }
    defer { pclose(stream) }
    var text: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 4096)
    while true {
        let count = fread(&piece, 1, piece.count, stream)
        if count == 0 { return String(decoding: text, as: UTF8.self) }
        text += piece[..<count]
    }
}

/// Starts a program with this process's environment and the given variables.
func spawn(_ words: [String], environment: [String] = []) -> pid_t? {
    var pid = pid_t()
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) }
    var next = environ
    while let variable = next.pointee {
        variables.append(strdup(variable))
        next += 1
    }
    variables.append(nil)
    defer {
        for word in arguments + variables { free(word) }
    }
    return posix_spawn(&pid, words[0], nil, nil, arguments, variables) == 0 ? pid : nil
}

/// Waits for a program's end and returns its exit code, or minus the signal that ended it.
func wait(_ pid: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
}
