import Commands
import Glibc
import Model

/// The files that commands are given.
struct CommandFiles: FileReading {
    let surroundings: Surroundings

    /// Larger files are refused before they are read whole: a packet or a report is a text for
    /// people.
    private static let bytesMax = 8 << 20

    func text(of path: String) throws -> String {
        if path == "-" {
            return try readable(STDIN_FILENO, "standard input")
        }
        let descriptor = open(surroundings.absolute(path), O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileError(doing: "read", path: path, number: errno) }
        defer { close(descriptor) }
        return try readable(descriptor, path)
    }

    func paths() throws -> [String] {
        try PrivateFile.text(of: STDIN_FILENO, "standard input", bytesMax: Self.bytesMax)
            .split(separator: "\0").map(String.init)
    }

    func terminal() -> String? { TerminalDevice.own() }

    func drainInput() {
        guard isatty(STDIN_FILENO) == 0 else { return }
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        // What a program has to say it says at once; a pipe on which nobody writes is left alone.
        for _ in 0..<64 {
            var waiting = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 2) == 1, read(STDIN_FILENO, &chunk, chunk.count) > 0 else {
                return
            }
        }
    }

    func write(_ text: String, to path: String) throws {
        let path = surroundings.absolute(path)
        // What is exported is for other programs.
        try PublicFile.write(text, to: path)
    }

    /// The text, which may have line breaks and tabs; a file with a NUL in it is no text.
    private func readable(_ descriptor: Int32, _ path: String) throws(FileError) -> String {
        let text = try PrivateFile.text(of: descriptor, path, bytesMax: Self.bytesMax)
        guard !text.utf8.contains(0) else {
            throw FileError(
                doing: "read",
                path: path,
                fault: "it holds a NUL byte, so it is no text"
            )
        }
        return text
    }
}

/// Writes manual pages into a directory.
struct ManualFiles: ManualWriting {
    let surroundings: Surroundings

    func write(_ pages: [(name: String, text: String)], to directory: String) throws -> [String] {
        // An unset variable of a shell must not fill the directory where it is used.
        guard !directory.isEmpty else {
            throw FileError(doing: "make the directory", path: directory, fault: "it has no name")
        }
        let directory = surroundings.absolute(directory)
        try PrivateFile.makeDirectory(directory)
        return try pages.map { page in
            let path = "\(directory)/\(page.name)"
            try PublicFile.write(page.text, to: path)
            return path
        }
    }
}
