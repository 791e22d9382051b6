import GitKit
import Glibc
import Model
import Replay
import SubprocessKit

/// The files of a working directory, as plans name them for receipts.
struct ReceiptFiles {
    /// The absolute path that names are told from.
    let root: String
    /// The repository, where the root is in one.
    let repository: GitRepository?

    /// Larger files are not read: what is called JSON is then no receipt for people.
    private static let bytesMax = 16 << 20

    /// What is there under each path; git is asked twice, whatever their number.
    func look(_ paths: Set<String>) throws -> [String: ReceiptFound] {
        let top = RealPath.of(root) ?? root
        var found: [String: ReceiptFound] = [:]
        var files: [String] = []
        for path in paths.sorted() {
            guard let real = RealPath.of("\(root)/\(path)"), real.hasPrefix(top + "/") else {
                found[path] = .missing
                continue
            }
            var status = stat()
            guard stat(real, &status) == 0 else {
                found[path] = .missing
                continue
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                found[path] = .folder
            } else {
                files.append(path)
            }
        }
        guard !files.isEmpty else { return found }
        guard let repository else {
            for path in files { found[path] = .untracked }
            return found
        }
        let tracked = try repository.trackedFiles(among: files)
        let others = files.filter { !tracked.contains($0) }
        let ignored = try others.isEmpty ? [] : repository.ignoredFiles(among: others)
        for path in files {
            found[path] =
                tracked.contains(path)
                ? .tracked(try Self.fault(of: path, in: root))
                : ignored.contains(path) ? .ignored : .untracked
        }
        return found
    }

    private static func fault(of path: String, in root: String) throws -> ReceiptFault? {
        let isParsed = [".json", ".jsonl", ".ndjson"].contains { path.hasSuffix($0) }
        let bytes = try FileBytes.read(
            "\(root)/\(path)",
            upTo: isParsed ? bytesMax : 4096
        )
        guard let bytes else {
            return isParsed ? .unparsed("it has more than \(bytesMax) bytes") : nil
        }
        return ReceiptFault(of: bytes, named: path)
    }
}
