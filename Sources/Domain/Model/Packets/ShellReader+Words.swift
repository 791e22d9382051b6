// Where words, lines and commands end.
extension ShellReader {
    mutating func endWord() {
        defer {
            word.removeAll(keepingCapacity: true)
            isWordQuoted = false
        }
        guard !word.isEmpty || isWordQuoted else { return }
        guard !isWordQuoted else {
            isAtCommand = false
            return
        }
        let text = String(decoding: word, as: UTF8.self)
        if isAtCommand {
            readKeyword(text)
        } else if text == "in" {
            // After `case … in` and `for … in` what closes the compound may follow at once.
            isAtCommand = openings.last == .compound(until: "esac")
        } else if text == "do" {
            readKeyword(text)
        }
    }

    mutating func readKeyword(_ text: String) {
        switch text {
        case "if": open(until: "fi")
        case "case":
            open(until: "esac")
            isAtCommand = false
        case "for", "select":
            open(until: "done")
            isAtCommand = false
        case "while", "until": open(until: "done")
        case "{": open(until: "}")
        case "fi", "done", "esac", "}": close(text)
        case "then", "do", "else", "elif", "!", "time": isAtCommand = true
        default:
            // An assignment leaves the command's name still to come.
            isAtCommand = false
        }
    }

    mutating func open(until closing: String) {
        openings.append(.compound(until: closing))
        isAtCommand = true
    }

    mutating func close(_ word: String) {
        if openings.last == .compound(until: word) { openings.removeLast() }
        isAtCommand = false
    }

    mutating func startCommand() {
        word.removeAll(keepingCapacity: true)
        isWordQuoted = false
        isAtCommand = true
    }

    mutating func endLine() {
        endWord()
        index += 1
        skipHereDocuments()
        isAtCommand = true
        if openings.isEmpty, !needsOperand, hereDocuments.isEmpty { endCommand(at: index) }
    }

    /// Passes over the documents that the line announced; what has no end stays announced.
    mutating func skipHereDocuments() {
        while let document = hereDocuments.first {
            guard index < bytes.count else { return }
            while index < bytes.count {
                let end = bytes[index...].firstIndex(of: Self.newline) ?? bytes.count
                var line = bytes[index..<end]
                if document.isIndented { line = line.drop { $0 == UInt8(ascii: "\t") } }
                if line.last == UInt8(ascii: "\r") { line.removeLast() }
                index = min(end + 1, bytes.count)
                if line.elementsEqual(document.delimiter) {
                    hereDocuments.removeFirst()
                    break
                }
            }
        }
    }

    mutating func endCommand(at end: Int) {
        defer {
            commandStart = nil
            needsOperand = false
            isAtCommand = true
        }
        guard let start = commandStart else { return }
        let text = String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)
        let command = PacketText.trimmed(text[...])
        if !command.isEmpty { commands.append(String(command)) }
    }

    static let newline = UInt8(ascii: "\n")

    static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }

    static func endsWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
