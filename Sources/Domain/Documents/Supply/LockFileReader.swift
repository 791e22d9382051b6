import Model
import TOMLKit

/// Why a lock file can't be read.
package struct LockFileError: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
    /// A sentence.
    package let message: String

    init(_ reason: String, line: Int?) {
        self.line = max(line ?? 1, 1)
        message = "This lock file can't be read: \(reason)."
    }
}

/// Reads what a lock file says is used, whichever ecosystem it is of.
package struct LockFileReader {
    /// Whether a path is that of a lock file, by its last part.
    package static func isLockFile(_ path: String) -> Bool { kind(of: path) != nil }

    /// What is used, in the order of the file; the project's own parts are left out.
    package static func read(
        _ bytes: [UInt8],
        at path: String
    ) throws(LockFileError) -> [LockedSupply] {
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind(of: path) {
        case .resolved?: return try JSONLockFile(text).resolved()
        case .packageLock?: return try JSONLockFile(text).packageLock()
        case .cargo?: return try TOMLLockFile(bytes).packages(.cargo)
        case .uv?, .poetry?: return try TOMLLockFile(bytes).packages(.pypi)
        case .requirements?: return try LineLockFile(text).requirements()
        case .goSum?: return try LineLockFile(text).goSum()
        case .goMod?: return try LineLockFile(text).goMod()
        case .pom?: return try ProjectFile(bytes).dependencies()
        case nil: throw LockFileError("its kind is not known", line: nil)
        }
    }

    private enum Kind {
        case resolved, packageLock, cargo, uv, poetry, requirements, goSum, goMod, pom
    }

    private static func kind(of path: String) -> Kind? {
        let name = path.split(separator: "/").last ?? ""
        switch name {
        case "Package.resolved": return .resolved
        case "package-lock.json", "npm-shrinkwrap.json": return .packageLock
        case "Cargo.lock": return .cargo
        case "uv.lock": return .uv
        case "poetry.lock": return .poetry
        case "go.sum": return .goSum
        case "go.mod": return .goMod
        case "pom.xml": return .pom
        default:
            let isList = name.hasPrefix("requirements") && name.hasSuffix(".txt")
            return isList ? .requirements : nil
        }
    }
}

/// A lock file in TOML, whose packages stand in `[[package]]`.
private struct TOMLLockFile {
    private let table: TOMLTable
    private static let bytesMax = 32 << 20

    init(_ bytes: [UInt8]) throws(LockFileError) {
        do throws(TOMLError) {
            table = try TOMLDocument(parsing: bytes, bytesMax: Self.bytesMax).table
        } catch {
            throw LockFileError("it is no TOML", line: error.line)
        }
    }

    func packages(_ ecosystem: SupplyID.Ecosystem) throws(LockFileError) -> [LockedSupply] {
        guard case .array(let entries)? = table["package"]?.kind else { return [] }
        var used: [LockedSupply] = []
        for entry in entries {
            guard case .table(let package) = entry.kind, let name = package["name"],
                case .string(let text) = name.kind
            else { throw LockFileError("a package has no name", line: entry.line) }
            guard !isOwn(package, ecosystem) else { continue }
            var version: String?
            if case .string(let text)? = package["version"]?.kind { version = text }
            used.append(
                LockedSupply(SupplyID(ecosystem, text), version: version, line: name.line)
            )
        }
        return used
    }

    /// Whether a package is part of the project: Cargo gives those no source, uv a source that is a
    /// folder.
    private func isOwn(_ package: TOMLTable, _ ecosystem: SupplyID.Ecosystem) -> Bool {
        switch (ecosystem, package["source"]?.kind) {
        case (.cargo, nil): return true
        case (.pypi, .table(let source)?):
            return ["virtual", "editable", "directory"].contains { source[$0] != nil }
        default: return false
        }
    }
}
