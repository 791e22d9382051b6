/// The words of a line as a shell would give them to a program, up to a pipe, a redirection or the
/// next command.
///
/// For examples in documents only: variables and patterns stay as they are.
struct CommandLineWords: Equatable {
    let texts: [String]

    /// Fails where a quotation is not closed.
    init?(_ line: String) {
        var texts: [String] = []
        var word: String?
        var quote: Unicode.Scalar?
        var scalars = line.unicodeScalars[...]
        scan: while let scalar = scalars.popFirst() {
            switch (scalar, quote) {
            case ("'", "'"), ("\"", "\""):
                quote = nil
            case (_, "'"):
                word.append(scalar)
            case ("\\", _):
                // In double quotes a backslash before an ordinary letter stays.
                guard let next = scalars.popFirst() else { return nil }
                if quote != nil, !"$`\"\\".unicodeScalars.contains(next) { word.append("\\") }
                word.append(next)
            case (_, "\""):
                word.append(scalar)
            case ("'", nil), ("\"", nil):
                quote = scalar
                word = word ?? ""
            case (" ", nil), ("\t", nil):
                if let finished = word { texts.append(finished) }
                word = nil
            case ("|", nil), (">", nil), ("<", nil), (";", nil), ("&", nil):
                break scan
            default:
                word.append(scalar)
            }
        }
        guard quote == nil else { return nil }
        if let finished = word { texts.append(finished) }
        self.texts = texts
    }

    var first: String? { texts.first }
}

extension String? {
    fileprivate mutating func append(_ scalar: Unicode.Scalar) {
        var text = self ?? ""
        text.unicodeScalars.append(scalar)
        self = text
    }
}
