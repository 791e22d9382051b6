import Digests
import Engine
import Model
import Operations

/// The targets of notices and what each was told, in files beside the store.
///
/// Not in the ledger: addresses of webhooks are secrets, a ledger is kept and passed on for ever,
/// and what reached a desk on this machine is nobody else's history.
struct NoticeFolder {
    let directory: String

    init(in stateDirectory: String) {
        directory = stateDirectory + "/notices"
    }

    private var targetsPath: String { directory + "/targets.json" }
    private func memoryPath(_ name: NoticeTargetName) -> String {
        "\(directory)/told-\(name).json"
    }

    /// Whether there is any target, without reading them.
    func isUsed() throws -> Bool {
        try PrivateFile.read(targetsPath, bytesMax: Self.bytesMax)?.contains("{") ?? false
    }

    /// Keeps others from telling the same meanwhile.
    func lock() throws -> FileLock {
        try PrivateFile.makeDirectory(directory)
        return try FileLock(directory + "/lock")
    }

    /// The targets, by name.
    func targets() throws -> [NoticeTarget] {
        guard let text = try PrivateFile.read(targetsPath, bytesMax: Self.bytesMax) else {
            return []
        }
        // What is no JSON is no list either.
        guard case .array(let values)? = try? JSONValue(parsing: text) else {
            throw NoticeError.unreadable(targetsPath)
        }
        return try values.map { value in
            guard let target = NoticeTarget(json: value) else {
                throw NoticeError.unreadable(targetsPath)
            }
            return target
        }.sorted { $0.name.text < $1.name.text }
    }

    func write(_ targets: [NoticeTarget]) throws {
        try PrivateFile.makeDirectory(directory)
        try PrivateFile.write(
            JSONValue.array(targets.map(\.json)).canonicalText + "\n",
            to: targetsPath
        )
    }

    /// What a target was told; nothing where the file can't be read, so that it is told again
    /// rather than never.
    func memory(of name: NoticeTargetName) -> NoticeMemory {
        do {
            guard
                let text = try PrivateFile.read(memoryPath(name), bytesMax: Self.bytesMax)
            else { return NoticeMemory() }
            return NoticeMemory(json: try JSONValue(parsing: text))
        } catch {
            return NoticeMemory()
        }
    }

    func write(_ memory: NoticeMemory, of name: NoticeTargetName) throws {
        try PrivateFile.makeDirectory(directory)
        try PrivateFile.write(memory.json.canonicalText + "\n", to: memoryPath(name))
    }

    func forget(_ name: NoticeTargetName) throws {
        try write(NoticeMemory(), of: name)
    }

    private static let bytesMax = 16 << 20
}
