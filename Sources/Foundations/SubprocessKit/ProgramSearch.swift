import Glibc

/// Finds the file of a program the way a shell does.
package struct ProgramSearch {
    /// Where programs are looked for when the environment has no `PATH`.
    static let standardPath = "/usr/local/bin:/usr/bin:/bin"

    let program: String
    let path: String

    init(_ program: String, environment: [String: String]) {
        self.program = program
        path = environment["PATH"] ?? Self.standardPath
    }

    /// The file of a program; `nil` where there is none that can be run.
    package static func file(of program: String, in environment: [String: String]) -> String? {
        do {
            return try ProgramSearch(program, environment: environment).file()
        } catch {
            return nil
        }
    }

    /// - Returns: The path to run; one with a slash is returned as it is, and the start itself says
    ///   what is wrong with it.
    func file() throws(SubprocessError) -> String {
        guard !program.contains("/") else { return program }
        guard !program.isEmpty else {
            throw .malformed(program: program, what: "an empty name")
        }
        // An empty part of PATH means the current directory to a shell; here it is skipped, so that
        // no file of a repository is run for a program.
        let directories = path.split(separator: ":").filter { $0.hasPrefix("/") }
        var unusable: String?
        for directory in directories {
            let candidate = directory + "/" + program
            guard access(candidate, F_OK) == 0 else { continue }
            if access(candidate, X_OK) == 0, Self.isFile(candidate) { return candidate }
            unusable = unusable ?? candidate
        }
        if let unusable {
            throw .notExecutable(program: unusable, reason: "it may not be executed")
        }
        throw .programNotFound(program: program, searched: directories.map(String.init))
    }

    private static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }
}
