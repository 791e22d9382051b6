/// Text that is refused before or while it is read as Markdown.
package struct MarkupError: Error, Hashable, Sendable {
    /// What is wrong with it.
    package enum Fault: Hashable, Sendable {
        case tooLarge(bytes: Int, limit: Int)
        /// The byte, and how many bytes of the text come before it.
        case notUTF8(byte: UInt8, offset: Int)
        /// Lists and quotes within each other, further than any person would go.
        case tooDeep
        /// Constructs that the parser needs time for out of proportion to their size.
        case tooCostly
    }

    package let fault: Fault
    /// The line it was met on, from 1.
    package let line: Int

    package init(_ fault: Fault, line: Int) {
        self.fault = fault
        self.line = line
    }

    /// A stable name for programs.
    package var code: String {
        switch fault {
        case .tooLarge: "markup.too_large"
        case .notUTF8: "markup.not_utf8"
        case .tooDeep: "markup.too_deep"
        case .tooCostly: "markup.too_costly"
        }
    }

    /// A sentence for people.
    package var message: String {
        switch fault {
        case .tooLarge(let bytes, let limit):
            "The text has \(bytes) bytes, and \(limit) is the most."
        case .notUTF8(let byte, let offset):
            "Line \(line) has the byte 0x\(String(byte, radix: 16)) (at \(offset)), "
                + "which is not UTF-8."
        case .tooDeep: "Line \(line) nests lists or quotes too deeply."
        case .tooCostly: "The paragraph at line \(line) has too many unfinished marks to be read."
        }
    }

    /// What to do about it, where that can be said.
    package var hint: String? {
        switch fault {
        case .tooLarge: "Keep logs and long tables in files of their own."
        case .notUTF8: "Save the file as UTF-8; 'iconv -f WINDOWS-1252 -t UTF-8' reads older ones."
        case .tooDeep: nil
        case .tooCostly: "Put code into a fenced block, with blank lines in between."
        }
    }
}
