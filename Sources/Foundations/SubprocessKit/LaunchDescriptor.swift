import CLinux
import Glibc

/// A descriptor that a program gets, closed on our side when the launch is over.
struct LaunchDescriptor: ~Copyable {
    /// -1: the caller's own is left in place.
    let number: Int32
    private let isOwned: Bool
    private var pump: OutputPump?
    private var feed: InputPump?

    private init(
        _ number: Int32,
        isOwned: Bool,
        pump: consuming OutputPump? = nil,
        feed: consuming InputPump? = nil
    ) {
        self.number = number
        self.isOwned = isOwned
        self.pump = pump
        self.feed = feed
    }

    deinit {
        if isOwned { close(number) }
    }

    /// Gives out what reads the other end, where there is one.
    mutating func takePump() -> OutputPump? { pump.take() }

    /// Gives out what writes the other end, where there is one.
    mutating func takeFeed() -> InputPump? { feed.take() }

    /// No descriptor of ours.
    static var none: LaunchDescriptor { LaunchDescriptor(-1, isOwned: false) }

    static func input(
        _ input: ProcessInput,
        of program: String
    ) throws(SubprocessError) -> LaunchDescriptor {
        switch input {
        case .inherited:
            return .none
        case .nothing:
            return try file("/dev/null", O_RDONLY)
        case .bytes(let bytes):
            // A file, not a pipe: nothing has to be written while the program runs, and one that
            // does not read its input can't end us with SIGPIPE.
            let number = bytes.withUnsafeBytes { clinux_bytes_file($0.baseAddress, $0.count) }
            guard number >= 0 else {
                throw .systemRefused(program: program, doing: "keep the input", errno: errno)
            }
            return LaunchDescriptor(number, isOwned: true)
        case .pipe(let pipe):
            var readEnd: Int32 = -1
            var writeEnd: Int32 = -1
            guard clinux_input_pipe(&readEnd, &writeEnd) == 0 else {
                throw .systemRefused(program: program, doing: "make a pipe", errno: errno)
            }
            return LaunchDescriptor(
                readEnd,
                isOwned: true,
                feed: InputPump(writing: writeEnd, from: pipe)
            )
        }
    }

    static func output(
        _ destination: OutputDestination,
        of program: String
    ) throws(SubprocessError) -> LaunchDescriptor {
        switch destination {
        case .inherited:
            return .none
        case .discarded:
            return try file("/dev/null", O_WRONLY)
        case .file(let path):
            return try file(path, O_WRONLY | O_CREAT | O_APPEND)
        case .captured(let limit, let sink):
            var readEnd: Int32 = -1
            var writeEnd: Int32 = -1
            guard clinux_pipe(&readEnd, &writeEnd) == 0 else {
                throw .systemRefused(program: program, doing: "make a pipe", errno: errno)
            }
            return LaunchDescriptor(
                writeEnd,
                isOwned: true,
                pump: OutputPump(reading: readEnd, keeping: limit, sink: sink)
            )
        }
    }

    /// The same as another one, which stays its owner.
    static func merged(into output: borrowing LaunchDescriptor) -> LaunchDescriptor {
        LaunchDescriptor(output.number >= 0 ? output.number : STDOUT_FILENO, isOwned: false)
    }

    private static func file(
        _ path: String,
        _ flags: Int32
    ) throws(SubprocessError) -> LaunchDescriptor {
        let number = clinux_open(path, flags, 0o600)
        guard number >= 0 else {
            throw .fileUnusable(path: path, reason: SubprocessError.text(errno))
        }
        return LaunchDescriptor(number, isOwned: true)
    }
}
