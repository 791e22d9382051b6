import Client
import Digests
import Glibc
import Model
import Operations

/// The calls of one sender in a directory, a file for each.
///
/// `000000000012.waiting` waits; `000000000012.refused` was refused. A file comes by a rename when
/// it is whole and flushed, so that a process that dies leaves none that is half.
struct OutboxDirectory: OutboxStore {
    let path: String
    /// The name of the sender, which the directory bears.
    let sender: String

    private static let waiting = ".waiting"
    private static let refused = ".refused"
    private static let bytesMax = 1 << 20

    func lines() throws -> [OutboxLine] {
        var lines: [OutboxLine] = []
        for (number, isRefused) in try numbers() {
            let file = file(number, isRefused ? Self.refused : Self.waiting)
            // One that has arrived meanwhile is gone.
            guard let text = try PrivateFile.read(file) else { continue }
            do {
                var line = try OutboxLine(json: JSONValue(parsing: text), unknownFields: .ignored)
                if !isRefused { line.refusal = nil }
                lines.append(line)
            } catch {
                throw OutboxError.unreadable(file: file, number: number)
            }
        }
        return lines
    }

    func hasWaiting() throws -> Bool { try numbers().contains { !$0.isRefused } }

    func append(_ line: OutboxLine) throws -> OutboxLine {
        try make()
        return try withWriting {
            let last = max(try lastGiven(), try numbers().map(\.number).max() ?? 0)
            var line = line
            line.sender = sender
            line.number = last + 1
            let text = line.json.canonicalText + "\n"
            guard text.utf8.count <= Self.bytesMax else {
                throw OutboxError.tooLarge(bytesMax: Self.bytesMax)
            }
            try PrivateFile.write(text, to: file(line.number, Self.waiting))
            // After the file: numbers that were given and not used would be harmless, one that is
            // used twice would not.
            try PrivateFile.write("\(line.number)\n", to: path + "/last")
            return line
        }
    }

    func remove(_ number: Int) throws {
        for ending in [Self.waiting, Self.refused] {
            let file = file(number, ending)
            guard unlink(file) == 0 || errno == ENOENT else {
                throw FileError(doing: "remove", path: file, number: errno)
            }
        }
        PrivateFile.syncDirectory(of: path + "/last")
    }

    func setAside(_ line: OutboxLine) throws {
        try withWriting {
            // First its text, then its name: whoever finds the one without the other sends it
            // again, and is refused again.
            let before = file(line.number, Self.waiting)
            try PrivateFile.write(line.json.canonicalText + "\n", to: before)
            guard rename(before, file(line.number, Self.refused)) == 0 else {
                throw FileError(doing: "rename", path: before, number: errno)
            }
            PrivateFile.syncDirectory(of: before)
        }
    }

    func exclusively<Answer: Sendable>(
        _ body: @Sendable () async throws -> Answer
    ) async throws -> Answer? {
        guard access(path, F_OK) == 0 else { return try await body() }
        guard let lock = try FileLock(ifFree: path + "/sending.lock") else { return nil }
        defer { withExtendedLifetime(lock) {} }
        return try await body()
    }

    // MARK: - Files

    private func file(_ number: Int, _ ending: String) -> String {
        let digits = String(number)
        let zeros = String(repeating: "0", count: max(0, 12 - digits.utf8.count))
        return "\(path)/\(zeros)\(digits)\(ending)"
    }

    /// The numbers of the calls, in their order.
    func numbers() throws -> [(number: Int, isRefused: Bool)] {
        var found: [(number: Int, isRefused: Bool)] = []
        for name in try DirectoryListing.names(in: path) {
            for ending in [Self.waiting, Self.refused] where name.hasSuffix(ending) {
                guard let number = Int(name.dropLast(ending.utf8.count)), number > 0 else {
                    continue
                }
                found.append((number, ending == Self.refused))
            }
        }
        return found.sorted { $0.number < $1.number }
    }

    /// The last number that was given, also to a call that has arrived since.
    private func lastGiven() throws -> Int {
        try PrivateFile.read(path + "/last").flatMap { Int($0.prefix { $0 != "\n" }) } ?? 0
    }

    private func withWriting<Answer>(_ body: () throws -> Answer) throws -> Answer {
        let lock = try FileLock(path + "/writing.lock")
        defer { withExtendedLifetime(lock) {} }
        // What a process has left that died in the middle of a write.
        for name in try DirectoryListing.names(in: path) where Self.isTemporary(name) {
            unlink("\(path)/\(name)")
        }
        return try body()
    }

    /// Makes the directory, and flushes those above it that may be new too.
    private func make() throws {
        guard access(path, F_OK) != 0 else { return }
        try PrivateFile.makeDirectory(path)
        var above = path
        for _ in 0..<3 {
            PrivateFile.syncDirectory(of: above)
            guard let slash = above.lastIndex(of: "/"), slash > above.startIndex else { break }
            above = String(above[..<slash])
        }
    }

    /// Whether it is a name under which a file is written before it is renamed.
    private static func isTemporary(_ name: String) -> Bool {
        let parts = name.split(separator: ".")
        return parts.count >= 3 && parts[parts.count - 2] == "new"
            && Int(parts[parts.count - 1]) != nil
    }
}

/// Why a call can't be kept, or not be read.
enum OutboxError: Reportable {
    case tooLarge(bytesMax: Int)
    case unreadable(file: String, number: Int)
    case unknown(Int)
    case several(Int, senders: [String])

    var code: String {
        switch self {
        case .tooLarge: "outbox.too_large"
        case .unreadable: "outbox.unreadable"
        case .unknown: "outbox.unknown"
        case .several: "outbox.several_senders"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .tooLarge: .usage
        case .unreadable: .failure
        case .unknown: .notFound
        case .several: .conflict
        }
    }

    var message: String {
        switch self {
        case .tooLarge(let bytesMax):
            "No gateway answers, and what has more than \(bytesMax) bytes is not queued."
        case .unreadable(let file, _):
            "The file '\(file.printable(limit: 200))' of the outbox can't be read."
        case .unknown(let number): "Nothing in the outbox has the number \(number)."
        case .several(let number, let senders):
            "Number \(number) is in the lines of \(senders.joined(separator: " and "))."
        }
    }

    var hint: String? {
        switch self {
        case .tooLarge: nil
        case .unreadable(_, let number): "To give number \(number) up, move the file away."
        case .unknown: "`worklead outbox list` shows what there is."
        case .several: "Say whose with `--sender`."
        }
    }
}
