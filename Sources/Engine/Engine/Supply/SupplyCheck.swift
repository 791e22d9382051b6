import Documents
import Model
import Store

/// What the lock files of a commit use, beside what is registered.
package struct SupplyCheck: Hashable, Sendable {
    /// What can be wrong with a line of a lock file.
    package enum Fault: String, Hashable, Sendable {
        case unreadable, unregistered, version, licence
    }

    /// A line of a lock file that is not covered by the register, or not by the policy.
    package struct Finding: Hashable, Sendable {
        package let path: String
        package let line: Int
        package let fault: Fault
        package let text: String
    }

    package let files: [String]
    package let count: Int
    package let findings: [Finding]

    /// Reads lock files and compares.
    ///
    /// A file that can't be read is a finding: what is in it is not known.
    ///
    /// - Parameter policy: Which licences are taken; `nil` for whichever is registered.
    package init(
        _ files: [(path: String, bytes: [UInt8])],
        against register: [RegisteredSupply],
        under policy: LicencePolicy? = nil
    ) {
        let known = Dictionary(register.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var findings: [Finding] = []
        var count = 0
        for file in files {
            do throws(LockFileError) {
                let used = try LockFileReader.read(file.bytes, at: file.path)
                count += used.count
                findings += used.flatMap { supply in
                    [
                        Self.fault(supply, known[supply.id], in: file.path),
                        policy.flatMap { $0.finding(supply, known[supply.id], in: file.path) },
                    ].compactMap { $0 }
                }
            } catch {
                findings.append(
                    Finding(
                        path: file.path,
                        line: error.line,
                        fault: .unreadable,
                        text: error.message
                    )
                )
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
                fault: .unregistered,
                text: "\(used.id)\(version) is not registered."
            )
        }
        guard let only = entry.version, let version = used.version, only != version else {
            return nil
        }
        return Finding(
            path: path,
            line: used.line,
            fault: .version,
            text: "\(used.id) is at \(version), and \(only) is registered."
        )
    }
}

extension LicencePolicy {
    /// What is not registered has no licence that could be judged.
    fileprivate func finding(
        _ used: LockedSupply,
        _ entry: RegisteredSupply?,
        in path: String
    ) -> SupplyCheck.Finding? {
        guard let fault = entry.flatMap({ fault(in: $0.licence) }) else { return nil }
        return SupplyCheck.Finding(
            path: path,
            line: used.line,
            fault: .licence,
            text: "\(used.id) \(fault)."
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
