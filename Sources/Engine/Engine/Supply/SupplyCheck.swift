import Documents
import Model
import Store

/// What the lock files of a commit use, beside what is registered.
package struct SupplyCheck: Hashable, Sendable {
    /// A line of a lock file that is not covered by the register.
    package struct Finding: Hashable, Sendable {
        package let path: String
        package let line: Int
        package let text: String
    }

    package let files: [String]
    package let count: Int
    package let findings: [Finding]

    /// Reads lock files and compares.
    ///
    /// A file that can't be read is a finding: what is in it is not known.
    package init(_ files: [(path: String, bytes: [UInt8])], against register: [RegisteredSupply]) {
        let known = Dictionary(register.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var findings: [Finding] = []
        var count = 0
        for file in files {
            do throws(LockFileError) {
                let used = try LockFileReader.read(file.bytes, at: file.path)
                count += used.count
                findings += used.compactMap { Self.fault($0, known[$0.id], in: file.path) }
            } catch {
                findings.append(Finding(path: file.path, line: error.line, text: error.message))
            }
        }
        self.files = files.map(\.path)
        self.count = count
        self.findings = findings
    }

    private static func fault(
        _ used: LockedSupply,
        _ entry: RegisteredSupply?,
        in path: String
    ) -> Finding? {
        let version = used.version.map { " \($0)" } ?? ""
        guard let entry else {
            return Finding(
                path: path,
                line: used.line,
                text: "\(used.id)\(version) is not registered."
            )
        }
        guard let only = entry.version, let version = used.version, only != version else {
            return nil
        }
        return Finding(
            path: path,
            line: used.line,
            text: "\(used.id) is at \(version), and \(only) is registered."
        )
    }
}

extension Change {
    /// Registers a dependency, or registers it anew; the same again changes nothing.
    package func register(_ entry: RegisteredSupply) throws {
        guard try !view.supply.register().contains(entry) else { return }
        try record(entry.fact, on: Subject(.supply, entry.id.description))
    }
}
