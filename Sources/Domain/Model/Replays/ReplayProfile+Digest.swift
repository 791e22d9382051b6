import Digests

extension ReplayProfile {
    /// The digest of all that the profile says; two profiles that mean the same have the same.
    package var digest: Digest { Digest(of: canonicalText) }

    /// One line for each thing that it says, in a fixed order.
    ///
    /// Every text is quoted, so that no value can be read as another line.
    package var canonicalText: String {
        var lines = ["replay-profile 1"]
        lines += Set(readOnlyPaths).sorted().map { "read-only \(Self.quoted($0))" }
        lines += Set(copiedPaths).sorted().map { "copied \(Self.quoted($0))" }
        lines += Set(passedVariables).sorted().map { "passed \(Self.quoted($0))" }
        lines += fixedVariables.sorted { $0.key < $1.key }
            .map { "fixed \(Self.quoted($0.key)) \(Self.quoted($0.value))" }
        lines.append("network \(network.rawValue)")
        if let setUp { lines.append("set-up \(Self.quoted(setUp))") }
        lines.append("wall-ms \(limits.wall.wholeMilliseconds)")
        lines.append("cpu-s \(limits.cpuSeconds)")
        lines.append("memory \(limits.memoryBytes)")
        lines.append("processes \(limits.processes)")
        lines.append("file \(limits.fileBytes)")
        lines.append("output \(limits.outputBytes)")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
