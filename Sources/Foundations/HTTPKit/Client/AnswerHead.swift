/// The status line and the header lines of an answer.
struct AnswerHead {
    /// What is wrong with bytes that should be one.
    struct Malformed: Error {
        let what: String
    }

    let status: HTTPStatus
    let headers: HTTPHeaders
    let minorVersion: UInt8

    /// How the body of an answer is delimited.
    enum Framing: Equatable {
        case none
        case length(Int)
        case chunked
        case untilClose
    }

    /// - Parameter block: Everything before the empty line.
    init(_ block: some Collection<UInt8>) throws(Malformed) {
        var lines = block.split(separator: 0x0A, omittingEmptySubsequences: false)
            .map { $0.last == 0x0D ? $0.dropLast() : $0 }[...]
        let first = String(decoding: lines.removeFirst(), as: UTF8.self)
        let words = first.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard words.count >= 2, words[0] == "HTTP/1.1" || words[0] == "HTTP/1.0",
            words[1].utf8.count == 3, let number = Int(words[1]), number >= 100
        else { throw Malformed(what: "its first line is no status line") }
        status = HTTPStatus(number)
        minorVersion = words[0] == "HTTP/1.1" ? 1 : 0
        var headers = HTTPHeaders()
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon != line.startIndex,
                line[..<colon].allSatisfy(\.isTokenByte)
            else { throw Malformed(what: "a header line has no name") }
            guard line[colon...].allSatisfy(\.isFieldByte) else {
                throw Malformed(what: "a header has a control byte")
            }
            headers.append(
                String(decoding: line[..<colon], as: UTF8.self),
                String(
                    String(decoding: line[line.index(after: colon)...], as: UTF8.self)
                        .trimmingBlanks
                )
            )
        }
        self.headers = headers
    }

    /// How the body ends, by RFC 9112, 6.3.
    func framing(answering method: HTTPMethod) throws(Malformed) -> Framing {
        if method == .head || status.hasNoBody { return .none }
        let encodings = headers.values("Transfer-Encoding")
        let lengths = headers.values("Content-Length")
        if !encodings.isEmpty {
            guard lengths.isEmpty, encodings.count == 1, encodings[0].isSameHeader(as: "chunked")
            else { throw Malformed(what: "it says in two ways how long it is") }
            return .chunked
        }
        guard let length = lengths.first else { return .untilClose }
        guard lengths.count == 1, length.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let count = Int(length)
        else { throw Malformed(what: "its length is no number") }
        return .length(count)
    }

    /// Whether the connection can be used again.
    var keepsConnection: Bool {
        minorVersion == 1
            ? !headers.list("Connection", has: "close")
            : headers.list("Connection", has: "keep-alive")
    }
}
