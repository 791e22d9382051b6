import Model
import TOMLKit

/// Reads a repository's replay profile: `.worklead/replay.toml`.
///
/// ```toml
/// read_only_paths  = ["/opt/toolchain", "~/.cargo/bin"]
/// copied_paths     = ["~/.cargo/registry"]
/// pass_environment = ["LANG"]
/// network          = "loopback"            # or "host"
/// setup            = "make fetch"
///
/// [environment]
/// CI = "1"
///
/// [limits]
/// wall = "10m"
/// cpu = "20m"
/// memory = "2GiB"
/// processes = 256
/// file_size = "1GiB"
/// output = "256KiB"
/// ```
package enum ReplayProfileDocument {
    /// Where the profile lies in a repository.
    package static let path = ".worklead/replay.toml"

    /// Reads the profile; a key that is absent has its standard value.
    ///
    /// - Throws: ``DocumentError`` with line and key for anything that is no profile, unknown keys
    ///   included: a limit that was misspelt must not be left out silently.
    package static func read(_ bytes: [UInt8]) throws(DocumentError) -> ReplayProfile {
        let fields = try TOMLFields(parsing: bytes)
        try fields.allowOnly(keys)
        var profile = ReplayProfile()
        profile.readOnlyPaths = try paths("read_only_paths", in: fields)
        profile.copiedPaths = try paths("copied_paths", in: fields)
        profile.passedVariables = try variables("pass_environment", in: fields)
        profile.fixedVariables = try environment(in: fields)
        profile.network = try fields.choice("network") ?? profile.network
        profile.setUp = try setUp(in: fields)
        profile.limits = try limits(in: fields)
        return profile
    }

    private static let keys: Set<String> = [
        "read_only_paths", "copied_paths", "pass_environment", "environment", "network", "setup",
        "limits",
    ]

    private static let limitKeys: Set<String> = [
        "wall", "cpu", "memory", "processes", "file_size", "output",
    ]

    private static func paths(
        _ key: String,
        in fields: TOMLFields
    ) throws(DocumentError) -> [String] {
        let paths = try fields.stringList(key)
        for (index, path) in paths.enumerated() {
            let isRooted = path.hasPrefix("/") || path.hasPrefix("~/")
            let hasControl = path.unicodeScalars.contains {
                $0.properties.generalCategory == .control
            }
            guard isRooted, !hasControl, !path.split(separator: "/").contains("..") else {
                let reason = "must be an absolute path or start with '~/', without '..'"
                throw fields.bad(key, element: index, reason)
            }
        }
        return paths
    }

    private static func variables(
        _ key: String,
        in fields: TOMLFields
    ) throws(DocumentError) -> [String] {
        let names = try fields.stringList(key)
        for (index, name) in names.enumerated() where !isVariable(name) {
            throw fields.bad(key, element: index, variableRule)
        }
        return names
    }

    private static func environment(
        in fields: TOMLFields
    ) throws(DocumentError) -> [String: String] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("environment") }
        guard let table = try fields.read(read) else { return [:] }
        var result: [String: String] = [:]
        for name in table.keys {
            guard isVariable(name) else { throw table.bad(name, variableRule) }
            guard let value = try table.text(name), !value.utf8.contains(0) else {
                throw table.bad(name, "must be a text without NUL")
            }
            result[name] = value
        }
        return result
    }

    private static let variableRule =
        "must be a variable's name: letters, digits and '_', and no digit first"

    private static func isVariable(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first)
        else { return false }
        return name.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
    }

    private static func setUp(in fields: TOMLFields) throws(DocumentError) -> String? {
        guard let command = try fields.text("setup") else { return nil }
        guard ShellScript(command).isComplete, !ShellScript(command).commands.isEmpty else {
            throw fields.bad("setup", "must be a command that 'sh' can run")
        }
        return command
    }

    private static func limits(in fields: TOMLFields) throws(DocumentError) -> ReplayLimits {
        var limits = ReplayLimits()
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("limits") }
        guard let table = try fields.read(read) else { return limits }
        try table.allowOnly(limitKeys)
        limits.wall = try table.duration("wall") ?? limits.wall
        if let cpu = try table.duration("cpu") {
            // The limit counts whole seconds; less than one would be none.
            limits.cpuSeconds = max(1, cpu.wholeSeconds)
        }
        limits.memoryBytes = try table.byteCount("memory")?.bytes ?? limits.memoryBytes
        limits.processes = try table.positive("processes") ?? limits.processes
        limits.fileBytes = try table.byteCount("file_size")?.bytes ?? limits.fileBytes
        limits.outputBytes = try table.byteCount("output")?.bytes ?? limits.outputBytes
        return limits
    }
}
