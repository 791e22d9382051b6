import Model

/// A lock file in JSON: of SwiftPM or of npm.
struct JSONLockFile {
    private let source: JSONSource

    init(_ text: String) throws(LockFileError) {
        do throws(SettingsError) {
            source = try JSONSource(text)
        } catch {
            throw LockFileError("it is no JSON", line: nil)
        }
    }

    /// The pins of a `Package.resolved`, of any of its versions.
    func resolved() throws(LockFileError) -> [LockedSupply] {
        let pins = source.root["pins"] ?? source.root["object"]?["pins"]
        guard case .list(let nodes)? = pins?.content else {
            throw LockFileError("it has no pins", line: nil)
        }
        var used: [LockedSupply] = []
        for pin in nodes {
            guard let name = pin["identity"] ?? pin["package"], let text = name.text else {
                throw LockFileError("a pin has no name", line: line(of: pin))
            }
            let state = pin["state"]
            let version = state?["version"]?.text ?? state?["revision"]?.text
            used.append(
                LockedSupply(SupplyID(.swift, text), version: version, line: line(of: name))
            )
        }
        return used
    }

    /// The packages of a `package-lock.json`, of any of its versions.
    func packageLock() throws(LockFileError) -> [LockedSupply] {
        if case .table(let members)? = source.root["packages"]?.content {
            return members.compactMap { member in
                guard let name = Self.name(ofFolder: member.key),
                    member.value["link"] == nil
                else { return nil }
                return LockedSupply(
                    SupplyID(.npm, member.value["name"]?.text ?? name),
                    version: member.value["version"]?.text,
                    line: line(at: member.range.lowerBound)
                )
            }
        }
        guard source.root["lockfileVersion"] != nil else {
            throw LockFileError("it has no packages", line: nil)
        }
        return nested(in: source.root)
    }

    /// `node_modules/a/node_modules/@b/c` is `@b/c`; a folder of the project itself is none.
    private static func name(ofFolder folder: String) -> String? {
        let parts = folder.split(separator: "/", omittingEmptySubsequences: false)
        guard let last = parts.lastIndex(of: "node_modules"), last + 1 < parts.count else {
            return nil
        }
        return parts[(last + 1)...].joined(separator: "/")
    }

    /// The first version of the file has a tree.
    private func nested(in node: JSONSource.Node) -> [LockedSupply] {
        guard case .table(let members)? = node["dependencies"]?.content else { return [] }
        return members.flatMap { member in
            [
                LockedSupply(
                    SupplyID(.npm, member.key),
                    version: member.value["version"]?.text,
                    line: line(at: member.range.lowerBound)
                )
            ] + nested(in: member.value)
        }
    }

    private func line(of node: JSONSource.Node) -> Int { line(at: node.range.lowerBound) }

    private func line(at offset: Int) -> Int {
        1 + source.bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
    }
}
