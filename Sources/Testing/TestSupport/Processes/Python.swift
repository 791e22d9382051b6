import Glibc

/// The interpreter as an independent reader of what we write.
package enum Python {
    package struct Failure: Error {
        package let status: Int32
        package let output: String
    }

    /// Whether it is there and has the module.
    package static func canImport(_ module: String) -> Bool {
        // What keeps it from running is what the caller asks about.
        (try? run("import \(module)", input: "")) != nil
    }

    /// Runs a script with the text as its standard input, and answers with its standard output.
    package static func run(_ script: String, input: String) throws -> String {
        var template = Array("/tmp/worklead-tests-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Failure(status: errno, output: "mkdtemp") }
        let length = template.firstIndex(of: 0) ?? template.count
        let folder = String(
            decoding: template[..<length].map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        defer {
            unlink(folder + "/script.py")
            unlink(folder + "/input")
            rmdir(folder)
        }
        try write(script, to: folder + "/script.py")
        try write(input, to: folder + "/input")
        let command = "python3 \(folder)/script.py <\(folder)/input 2>&1"
        guard let pipe = popen(command, "r") else { throw Failure(status: errno, output: "popen") }
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&buffer, 1, buffer.count, pipe), count > 0 {
            output += buffer[..<count]
        }
        let status = pclose(pipe)
        let text = String(decoding: output, as: UTF8.self)
        guard status == 0 else { throw Failure(status: status, output: text) }
        return text
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = fopen(path, "w") else { throw Failure(status: errno, output: path) }
        defer { fclose(file) }
        let bytes = Array(text.utf8)
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
            throw Failure(status: errno, output: path)
        }
    }
}
