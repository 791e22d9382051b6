import Digests
import Glibc
import SubprocessKit

/// What is known of an agent's process outside of the one that drives it, so that a later one can
/// find it: kept in the order's directory.
package struct AgentRecord: Sendable, Hashable {
    /// The variable that carries the mark.
    package static let variable = "WORKLEAD_DRIVEN"
    static let fileName = "process.json"

    package let mark: String
    /// Of the machine's present run: numbers of processes and their times begin anew with it.
    package let boot: String
    package let program: String
    /// `nil` from just before the start until just after it.
    package var identity: ProcessIdentity?
    /// What came of it; `nil` while nobody has seen its end.
    package var outcome: String?

    /// This machine's present run.
    static func currentBoot() -> String {
        (SmallFile.text("/proc/sys/kernel/random/boot_id") ?? "").filter { !$0.isWhitespace }
    }

    var family: ProcessFamily { ProcessFamily(variable: Self.variable, mark: mark) }

    private var json: JSONValue {
        var members: [String: JSONValue] = [
            "version": 1, "mark": .string(mark), "boot": .string(boot), "program": .string(program),
        ]
        if let identity {
            members["pid"] = .integer(Int64(identity.id))
            members["start_ticks"] = .integer(identity.startTicks)
        }
        members["outcome"] = outcome.map { .string($0) }
        return .object(members)
    }

    /// Replaces the record in one step, and only returns when it is on the disk.
    func write(in directory: String) throws(AgentKitError) {
        let path = directory + "/" + Self.fileName
        let new = path + ".new"
        guard SmallFile.write(json.canonicalText + "\n", to: new, mode: 0o600), Self.flush(new),
            rename(new, path) == 0, Self.flush(directory)
        else {
            throw .recordUnusable(path: path, reason: String(cString: strerror(errno)))
        }
    }

    private static func flush(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return fsync(descriptor) == 0
    }

    /// Reads the record of an order; `nil` where none was begun.
    package init?(in directory: String) throws(AgentKitError) {
        let path = directory + "/" + Self.fileName
        guard access(path, F_OK) == 0 else { return nil }
        guard let bytes = SmallFile.bytes(path) else {
            throw .recordUnusable(path: path, reason: String(cString: strerror(errno)))
        }
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            throw .recordUnusable(path: path, reason: error.reason.rawValue)
        }
        guard let mark = json["mark"]?.stringValue, !mark.isEmpty,
            let boot = json["boot"]?.stringValue, let program = json["program"]?.stringValue
        else { throw .recordUnusable(path: path, reason: "a member is missing") }
        self.init(mark: mark, boot: boot, program: program)
        if let id = json["pid"]?.int64Value.flatMap({ Int32(exactly: $0) }),
            let ticks = json["start_ticks"]?.int64Value
        {
            identity = ProcessIdentity(id: id, startTicks: ticks)
        }
        outcome = json["outcome"]?.stringValue
    }

    init(mark: String, boot: String, program: String) {
        self.mark = mark
        self.boot = boot
        self.program = program
    }
}
