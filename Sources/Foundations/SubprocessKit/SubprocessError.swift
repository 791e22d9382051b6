import CLinux

/// Why a program could not be started or followed.
package enum SubprocessError: Error, Hashable {
    /// Nothing of that name stands on the search path, or at the path.
    case programNotFound(program: String, searched: [String])
    /// The file is there, and is not one that can be run.
    case notExecutable(program: String, reason: String)
    case directoryMissing(directory: String, reason: String)
    /// A text that no program can be given: it has a NUL, or a name of the environment has `=`.
    case malformed(program: String, what: String)
    /// Arguments and environment together are over the system's limit.
    case argumentsTooLong(program: String)
    case fileUnusable(path: String, reason: String)
    /// The system has no process, descriptor or memory left, or another refusal.
    case systemRefused(program: String, doing: String, errno: Int32)
    /// The interruption had come before the start.
    case interrupted(program: String)

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .programNotFound: "subprocess.not_found"
        case .notExecutable: "subprocess.not_executable"
        case .directoryMissing: "subprocess.no_directory"
        case .malformed: "subprocess.malformed"
        case .argumentsTooLong: "subprocess.arguments_too_long"
        case .fileUnusable: "subprocess.file_unusable"
        case .systemRefused: "subprocess.system_refused"
        case .interrupted: "subprocess.interrupted"
        }
    }

    /// A sentence with the values; arguments and environment stay out of it, they may be secrets.
    package var message: String {
        switch self {
        case .programNotFound(let program, let searched):
            searched.isEmpty
                ? "The program '\(program)' does not exist."
                : "The program '\(program)' is not in \(searched.joined(separator: ", "))."
        case .notExecutable(let program, let reason):
            "The program '\(program)' can't be run: \(reason)."
        case .directoryMissing(let directory, let reason):
            "The directory '\(directory)' can't be entered: \(reason)."
        case .malformed(let program, let what):
            "The program '\(program)' can't be given \(what)."
        case .argumentsTooLong(let program):
            "The arguments of '\(program)' are longer than the system allows."
        case .fileUnusable(let path, let reason):
            "The file '\(path)' can't be opened: \(reason)."
        case .systemRefused(let program, let doing, let number):
            "The system refused to \(doing) for '\(program)': \(Self.text(number))."
        case .interrupted(let program):
            "The program '\(program)' was not started: the run is being ended."
        }
    }

    /// What to do next, where something useful can be said.
    package var hint: String? {
        switch self {
        case .programNotFound(let program, _):
            program.contains("/") ? nil : "Install '\(program)', or add its directory to PATH."
        case .notExecutable(let program, _):
            "Look at it with: ls -l \(program)"
        case .systemRefused:
            "Look at the limits of processes and descriptors with: ulimit -a"
        case .directoryMissing, .malformed, .argumentsTooLong, .fileUnusable, .interrupted:
            nil
        }
    }

    static func text(_ number: Int32) -> String {
        String(cString: clinux_errno_text(number)).lowercasedFirst
    }
}

extension String {
    fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
