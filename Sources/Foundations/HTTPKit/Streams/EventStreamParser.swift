/// Reads the lines of a `text/event-stream` as they come, whole or in pieces.
package struct EventStreamParser: Sendable {
    package enum Item: Hashable, Sendable {
        case event(ServerSentEvent)
        case comment(String)
        case retry(milliseconds: Int)
    }

    /// A line or an event is longer than the limit.
    package struct TooLong: Error {}

    private let bytesMax: Int
    private var line: [UInt8] = []
    private var endedWithCarriageReturn = false
    private var isFirstLine = true
    private var data: [String] = []
    private var dataBytes = 0
    private var name: String?
    /// The id that stands for all events from its line on.
    private var id: String?

    package init(bytesMax: Int = 1024 * 1024) {
        self.bytesMax = bytesMax
    }

    /// Takes more of the stream.
    ///
    /// - Returns: What has become complete with it.
    package mutating func take(_ bytes: some Sequence<UInt8>) throws(TooLong) -> [Item] {
        var items: [Item] = []
        for byte in bytes {
            let isSecondOfPair = endedWithCarriageReturn && byte == 0x0A
            endedWithCarriageReturn = byte == 0x0D
            if isSecondOfPair { continue }
            guard byte == 0x0A || byte == 0x0D else {
                line.append(byte)
                guard line.count + dataBytes <= bytesMax else { throw TooLong() }
                continue
            }
            if let item = endLine() { items.append(item) }
        }
        return items
    }

    private mutating func endLine() -> Item? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        isFirstLine = false
        guard !line.isEmpty else { return dispatch() }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
        var rest = line[colon...].dropFirst()
        if rest.first == 0x20 { rest = rest.dropFirst() }
        let value = String(decoding: rest, as: UTF8.self)
        switch String(decoding: line[..<colon], as: UTF8.self) {
        case "": return .comment(value)
        case "data":
            data.append(value)
            dataBytes += rest.count + 1
        case "event": name = value
        case "id": if !value.utf8.contains(0) { id = value }
        case "retry":
            if let milliseconds = Int(value), milliseconds >= 0 {
                return .retry(milliseconds: milliseconds)
            }
        default: break
        }
        return nil
    }

    private mutating func dispatch() -> Item? {
        defer {
            data = []
            dataBytes = 0
            name = nil
        }
        guard !data.isEmpty else { return nil }
        return .event(ServerSentEvent(id: id, name: name, data: data.joined(separator: "\n")))
    }
}
