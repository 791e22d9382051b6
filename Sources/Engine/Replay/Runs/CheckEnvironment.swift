import Digests
import Glibc
import Model

/// The whole environment that the checks of a replay get.
struct CheckEnvironment {
    let variables: [String: String]
    /// Of what is in it, and of the machine's name of itself.
    ///
    /// The values of passed variables are left
    /// out: they may be secrets, and a digest of a short one gives it away.
    let digest: Digest

    /// - Parameter caller: The environment of whoever replays.
    init(
        _ profile: ReplayProfile,
        places: ReplayPlaces,
        caller: [String: String]
    ) throws(ReplayError) {
        let names = profile.passedVariables + profile.fixedVariables.keys
        for name in names where !Self.isName(name) { throw .variableMalformed(name: name) }
        for (name, value) in profile.fixedVariables where value.utf8.contains(0) {
            throw .variableMalformed(name: name)
        }
        let passed = caller.filter { profile.passedVariables.contains($0.key) }
        let standard = [
            "PATH": caller["PATH"] ?? "/usr/local/bin:/usr/bin:/bin",
            "HOME": places.home,
            "TMPDIR": places.temporary,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "CI": "true",
        ]
        let known = standard.merging(profile.fixedVariables) { $1 }
        variables = standard.merging(passed) { $1 }.merging(profile.fixedVariables) { $1 }
        var lines = variables.keys.sorted().map { name in
            passed[name] != nil && profile.fixedVariables[name] == nil
                ? "\(name) passed" : "\(name)=\(known[name] ?? "")"
        }
        lines.append(Self.machine)
        digest = Digest(of: lines.joined(separator: "\0"))
    }

    /// The kernel's name, release and machine.
    private static var machine: String {
        var name = utsname()
        guard uname(&name) == 0 else { return "" }
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return "\(text(name.sysname)) \(text(name.release)) \(text(name.machine))"
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, !(48...57).contains(first) else { return false }
        return bytes.allSatisfy {
            $0 == 95 || (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0)
        }
    }
}
