import CLinux
import Glibc

/// The start of one program: what it needs is opened, and what is wrong gets its name.
struct Launch: ~Copyable {
    private let subprocess: Subprocess
    private let file: String
    private var input: LaunchDescriptor
    private var output: LaunchDescriptor
    private var error: LaunchDescriptor
    private var report: LaunchDescriptor

    init(_ subprocess: Subprocess) throws(SubprocessError) {
        let program = subprocess.program
        try Self.checkTexts(subprocess)
        let file = try ProgramSearch(program, environment: subprocess.environment).file()
        let input = try LaunchDescriptor.input(subprocess.input, of: program)
        let output = try LaunchDescriptor.output(subprocess.output, of: program)
        let error =
            switch subprocess.error {
            case .merged: LaunchDescriptor.merged(into: output)
            case .apart(let destination):
                try LaunchDescriptor.output(destination, of: program)
            }
        let report =
            switch subprocess.report {
            case nil: LaunchDescriptor.none
            case let destination?: try LaunchDescriptor.output(destination, of: program)
            }
        self.subprocess = subprocess
        self.file = file
        self.input = input
        self.output = output
        self.error = error
        self.report = report
    }

    mutating func takeInput() -> InputPump? { input.takeFeed() }

    mutating func takeOutput() -> OutputPump? { output.takePump() }

    mutating func takeError() -> OutputPump? { error.takePump() }

    mutating func takeReport() -> OutputPump? { report.takePump() }

    func start() throws(SubprocessError) -> clinux_spawned {
        let arguments = CStringList([subprocess.program] + subprocess.arguments)
        let environment = CStringList(environment: subprocess.environment)
        let groups = CStringList(subprocess.controlGroups)
        var spawned = clinux_spawned()
        let status = file.withCString { path in
            Self.withOptionalCString(subprocess.directory) { directory in
                arguments.withPointers { arguments in
                    environment.withPointers { environment in
                        groups.withPointers { groups in
                            var spawn = clinux_spawn(
                                path: path,
                                arguments: arguments,
                                environment: environment,
                                directory: directory,
                                input: input.number,
                                output: output.number,
                                error: error.number,
                                report: report.number,
                                flags: flags,
                                groups: groups
                            )
                            return clinux_spawn(&spawn, &spawned)
                        }
                    }
                }
            }
        }
        guard status == 0 else { throw refusal(spawned) }
        return spawned
    }

    private var flags: Int32 {
        switch subprocess.parentDeath {
        case .survive: CLINUX_SPAWN_NEW_GROUP
        case .terminate: CLINUX_SPAWN_NEW_GROUP | CLINUX_SPAWN_TERM_WITH_PARENT
        case .kill: CLINUX_SPAWN_NEW_GROUP | CLINUX_SPAWN_KILL_WITH_PARENT
        }
    }

    private static func withOptionalCString<Value>(
        _ text: String?,
        _ body: (UnsafePointer<CChar>?) -> Value
    ) -> Value {
        guard let text else { return body(nil) }
        return text.withCString(body)
    }

    private static func checkTexts(_ subprocess: Subprocess) throws(SubprocessError) {
        let texts =
            [subprocess.program, subprocess.directory ?? ""] + subprocess.arguments
            + subprocess.controlGroups
        guard texts.allSatisfy({ !$0.utf8.contains(0) }) else {
            throw .malformed(program: subprocess.program, what: "a text with a NUL")
        }
        for (name, value) in subprocess.environment {
            guard !name.isEmpty, !name.utf8.contains(0), !value.utf8.contains(0),
                !name.utf8.contains(UInt8(ascii: "="))
            else {
                throw .malformed(
                    program: subprocess.program,
                    what: "a variable with an empty name, a NUL, or '=' in its name"
                )
            }
        }
    }
}

// MARK: - Refusals

extension Launch {
    private func refusal(_ doing: String, _ number: Int32) -> SubprocessError {
        .systemRefused(program: subprocess.program, doing: doing, errno: number)
    }

    private func refusal(_ spawned: clinux_spawned) -> SubprocessError {
        let number = spawned.failure
        switch clinux_spawn_step(UInt32(spawned.failed_step)) {
        case CLINUX_STEP_DIRECTORY:
            return .directoryMissing(
                directory: subprocess.directory ?? ".",
                reason: SubprocessError.text(number)
            )
        case CLINUX_STEP_PROGRAM:
            return programRefusal(number)
        case CLINUX_STEP_DESCRIPTORS:
            return refusal("place the descriptors", number)
        case CLINUX_STEP_GROUP:
            return refusal("make a process group", number)
        case CLINUX_STEP_CONTROL_GROUP:
            return refusal("join a control group", number)
        default:
            return refusal("start a process", number)
        }
    }

    private func programRefusal(_ number: Int32) -> SubprocessError {
        switch number {
        case ENOENT, ENOTDIR:
            if access(file, F_OK) == 0 {
                return .notExecutable(
                    program: file,
                    reason: "the interpreter that its first line names, or its loader, is missing"
                )
            }
            return .programNotFound(program: subprocess.program, searched: [])
        case EACCES, ENOEXEC, EISDIR:
            return .notExecutable(program: file, reason: SubprocessError.text(number))
        case E2BIG:
            return .argumentsTooLong(program: subprocess.program)
        default:
            return refusal("run the program", number)
        }
    }
}
