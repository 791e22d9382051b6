import Engine
import Model

extension FakeCheckouts: SourceAccess {
    package func addedLines(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [AddedFile] {
        try contents(of: changedPaths(from: base, to: commit, in: path), at: commit, in: path)
            .map { AddedFile(path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) }
    }

    package func addedLinesOfEachCommit(
        from base: String,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, files: [AddedFile])] {
        try history(from: base, to: commit).map { pair in
            (pair.commit, try addedLines(from: pair.parent, to: pair.commit, in: path))
        }
    }

    package func paths(at commit: String, in path: String) throws -> [String] {
        files(at: commit).keys.sorted()
    }

    package func contents(
        of files: [String],
        at commit: String,
        in path: String
    ) throws -> [(path: String, bytes: [UInt8])] {
        let there = self.files(at: commit)
        return files.compactMap { name in there[name].map { (name, Array($0.utf8)) } }
    }
}

/// Commands of gates that never run: one called `false` fails, any other passes.
package struct FakeCommands: GateCommands {
    package init() {}

    package func run(
        _ command: [String],
        at commit: String,
        of repository: Repository
    ) throws -> (isSuccess: Bool, evidence: GateEvidence) {
        let isSuccess = command.first != "false"
        return (
            isSuccess,
            GateEvidence(
                command: command.joined(separator: " "),
                ending: isSuccess ? "exit 0" : "exit 1",
                tail: "",
                digest: .init(bytes: Array(repeating: 0, count: 32)),
                bytes: 0,
                layers: []
            )
        )
    }

    package func commit(
        writing files: [String: String],
        over commit: String,
        of repository: Repository
    ) throws -> String { commit }
}
