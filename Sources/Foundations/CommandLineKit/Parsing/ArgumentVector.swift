/// The arguments of a process, checked to be text.
package enum ArgumentVector {
    /// The most bytes that one argument may have unless the caller says otherwise: Linux's own
    /// limit (execve(2), "Limits on size of arguments and environment": 32 pages for one string).
    package static let bytesMax = 131_072

    /// Reads the arguments that the system gave the process, without the program's name.
    ///
    /// `CommandLine.arguments` repairs what is not UTF-8, so that a file's name would silently
    /// become another. Here it is refused.
    ///
    /// - Throws: ``UsageError`` with the argument's position, counted from 1.
    package static func read(
        count: Int32,
        vector: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    ) throws(UsageError) -> [String] {
        var arguments: [[UInt8]] = []
        for position in 0..<Int(max(count, 0)) {
            guard let start = unsafe vector[position] else { break }
            var bytes: [UInt8] = []
            var offset = 0
            while true {
                let byte = unsafe UInt8(bitPattern: start[offset])
                guard byte != 0 else { break }
                bytes.append(byte)
                offset += 1
            }
            arguments.append(bytes)
        }
        return try texts(of: arguments.dropFirst())
    }

    /// Turns arguments into texts.
    ///
    /// - Throws: ``UsageError`` with the position, from 1, of the first that is not UTF-8.
    package static func texts(
        of arguments: some Collection<[UInt8]>
    ) throws(UsageError) -> [String] {
        var texts: [String] = []
        for bytes in arguments {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                let repaired = String(decoding: bytes, as: UTF8.self)
                throw UsageError.notText(position: texts.count + 1, shown: repaired)
            }
            texts.append(text)
        }
        return texts
    }
}
