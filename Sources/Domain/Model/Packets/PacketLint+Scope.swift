// What the packet says about paths.
extension PacketLint {
    func scopeFaults() -> [PacketFinding] {
        malformedPaths() + missingPaths() + wholeRepository() + contradictions()
    }

    private func malformedPaths() -> [PacketFinding] {
        let fields: [(PacketField, [ScopeLine])] = [
            (.inScope, packet.inScope), (.outOfScope, packet.outOfScope),
        ]
        return fields.flatMap { field, lines in
            lines.compactMap(\.fault).map { fault in
                finding(
                    "scope.malformed_path",
                    in: field,
                    fault.message,
                    mend: fault.hint ?? "Write the path as 'git ls-files' shows it."
                )
            }
        }
    }

    private func missingPaths() -> [PacketFinding] {
        guard packet.scope.isEmpty else { return [] }
        let reason =
            packet.inScope.isEmpty
            ? "IN_SCOPE_PATHS says nothing." : "IN_SCOPE_PATHS names no path."
        return [
            finding(
                "scope.no_path",
                in: .inScope,
                reason,
                mend: "List each file or folder that may change, one a line, such as 'src/api/'."
            )
        ]
    }

    private func wholeRepository() -> [PacketFinding] {
        let all: Set<String> = [
            "everything", "all files", "the whole repository", "whole repository", "all",
            "entire repository", "the entire repository", "the repository", "all code",
            "entire codebase", "the entire codebase",
        ]
        return packet.inScope.filter { line in
            line.pattern?.coversRepository
                ?? (line.text == "." || line.text == "/" || line.text == "./")
                || all.contains(Self.words(of: line.text))
        }.map { line in
            finding(
                "scope.whole_repository",
                in: .inScope,
                "'\(line.text.printable(limit: 60))' puts the whole repository in scope, so nobody "
                    + "else could work.",
                mend: "Name the files and folders that this task changes."
            )
        }
    }

    private func contradictions() -> [PacketFinding] {
        let scope = packet.scope
        return scope.inScope.compactMap { pattern in
            guard
                let excluded = scope.outOfScope.first(where: {
                    pattern.isWithin($0) || pattern == $0
                })
            else { return nil }
            return finding(
                "scope.contradiction",
                in: .outOfScope,
                "'\(pattern.text.printable(limit: 60))' is in scope, and out of scope by "
                    + "'\(excluded.text.printable(limit: 60))'.",
                mend: "Take one of the two lines away."
            )
        }
    }
}
