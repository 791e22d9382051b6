/// Reads one answer from a connection, with limits.
struct AnswerReader {
    let socket: ClientSocket
    let limits: HTTPClientLimits
    let method: HTTPMethod
    let head: AnswerHead
    private let framing: AnswerHead.Framing
    /// How much of the body, or of its chunk, is still to come.
    private var left: Int
    private(set) var isAtEnd = false

    /// Reads the head.
    ///
    /// Answers before the one that counts (1xx) are passed over.
    init(
        _ socket: ClientSocket,
        answering method: HTTPMethod,
        limits: HTTPClientLimits,
        wasSent: Bool,
        until deadline: Duration
    ) throws(HTTPClientError) {
        self.socket = socket
        self.limits = limits
        self.method = method
        let address = socket.address.description
        var head: AnswerHead
        repeat {
            guard let block = try Self.block(socket, limits, deadline) else {
                guard socket.received.isEmpty else { throw .answerCutOff(address: address) }
                throw .noAnswer(
                    address: address,
                    reason: wasSent
                        ? "it closed the connection"
                        : "it closed the connection before it had all of it"
                )
            }
            do {
                head = try AnswerHead(block)
            } catch {
                throw .malformedAnswer(address: address, what: error.what)
            }
        } while head.status.rawValue < 200
        self.head = head
        do {
            framing = try head.framing(answering: method)
        } catch {
            throw .malformedAnswer(address: address, what: error.what)
        }
        left = 0
        switch framing {
        case .none: isAtEnd = true
        case .length(let count):
            left = count
            isAtEnd = count == 0
            guard count <= limits.bodyBytesMax else {
                throw .answerTooLarge(address: address, limitBytes: limits.bodyBytesMax)
            }
        case .chunked, .untilClose: break
        }
    }

    /// Whether the connection can carry another request after this answer.
    var keepsConnection: Bool { isAtEnd && framing != .untilClose && head.keepsConnection }

    /// The next piece of the body; empty at its end.
    mutating func next(until deadline: Duration) throws(HTTPClientError) -> ArraySlice<UInt8> {
        guard !isAtEnd else { return [] }
        if framing == .chunked, left == 0 {
            left = try chunkSize(deadline)
            if left == 0 {
                try trailers(deadline)
                isAtEnd = true
                return []
            }
        }
        while socket.received.isEmpty {
            guard try socket.receive(until: deadline) else {
                if framing == .untilClose {
                    isAtEnd = true
                    return []
                }
                throw .answerCutOff(address: socket.address.description)
            }
        }
        let piece =
            framing == .untilClose ? socket.received : socket.received.prefix(left)
        socket.use(piece.count)
        guard framing != .untilClose else { return piece }
        left -= piece.count
        if left == 0 {
            if framing == .chunked {
                guard try line(deadline).isEmpty else { throw malformed("a chunk is too long") }
            } else {
                isAtEnd = true
            }
        }
        return piece
    }

    /// The whole body.
    mutating func body(until deadline: Duration) throws(HTTPClientError) -> [UInt8] {
        var body: [UInt8] = []
        while !isAtEnd {
            body += try next(until: deadline)
            guard body.count <= limits.bodyBytesMax else {
                throw .answerTooLarge(
                    address: socket.address.description,
                    limitBytes: limits.bodyBytesMax
                )
            }
        }
        return body
    }

    private mutating func chunkSize(_ deadline: Duration) throws(HTTPClientError) -> Int {
        let line = try line(deadline)
        let digits = line.prefix { $0.hexadecimal != nil }
        let rest = line.dropFirst(digits.count)
        guard (1...8).contains(digits.count),
            rest.isEmpty || [0x3B, 0x20, 0x09].contains(rest.first)
        else { throw malformed("a chunk has no size") }
        return digits.reduce(0) { $0 << 4 | Int($1.hexadecimal ?? 0) }
    }

    private mutating func trailers(_ deadline: Duration) throws(HTTPClientError) {
        var bytes = 0
        while true {
            let line = try line(deadline)
            bytes += line.count
            guard bytes <= limits.headBytesMax else { throw malformed("its trailers have no end") }
            if line.isEmpty { return }
        }
    }

    /// A line of the chunked coding, without its end.
    private func line(_ deadline: Duration) throws(HTTPClientError) -> ArraySlice<UInt8> {
        while true {
            if let end = socket.received.firstIndex(of: 0x0A) {
                let line = socket.received[..<end]
                socket.use(line.count + 1)
                return line.last == 0x0D ? line.dropLast() : line
            }
            guard socket.received.count <= limits.headBytesMax else {
                throw malformed("a line has no end")
            }
            guard try socket.receive(until: deadline) else {
                throw .answerCutOff(address: socket.address.description)
            }
        }
    }

    private func malformed(_ what: String) -> HTTPClientError {
        .malformedAnswer(address: socket.address.description, what: what)
    }

    /// The bytes before the next empty line; `nil` where the connection ends before one.
    private static func block(
        _ socket: ClientSocket,
        _ limits: HTTPClientLimits,
        _ deadline: Duration
    ) throws(HTTPClientError) -> ArraySlice<UInt8>? {
        let address = socket.address.description
        while true {
            if let end = socket.received.endOfHead {
                let block = socket.received[..<end.block]
                socket.use(end.after - socket.received.startIndex)
                return block
            }
            guard socket.received.isEmpty || "HTTP/1.".utf8.elementsMatch(socket.received) else {
                throw .malformedAnswer(address: address, what: "its first line is no status line")
            }
            guard socket.received.count <= limits.headBytesMax else {
                throw .answerTooLarge(address: address, limitBytes: limits.headBytesMax)
            }
            guard try socket.receive(until: deadline) else { return nil }
        }
    }
}

extension ArraySlice<UInt8> {
    /// Where the lines before the empty one end, and where what follows it starts.
    fileprivate var endOfHead: (block: Int, after: Int)? {
        var from = startIndex
        while let feed = self[from...].firstIndex(of: 0x0A) {
            let next = feed + 1
            let block = feed > startIndex && self[feed - 1] == 0x0D ? feed - 1 : feed
            if next < endIndex, self[next] == 0x0A { return (block, next + 1) }
            if next + 1 < endIndex, self[next] == 0x0D, self[next + 1] == 0x0A {
                return (block, next + 2)
            }
            from = next
        }
        return nil
    }
}

extension Collection<UInt8> {
    /// Whether the two agree as far as both go.
    fileprivate func elementsMatch(_ others: some Collection<UInt8>) -> Bool {
        zip(self, others).allSatisfy { $0 == $1 }
    }
}
