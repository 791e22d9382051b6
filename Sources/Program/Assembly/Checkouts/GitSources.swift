import Engine
import GitKit
import Model

/// The files of commits, as gates ask for them.
struct GitSources: SourceAccess {
    let program: GitProgram

    func addedLines(
        from base: String?,
        to commit: String,
        in path: String
    ) throws -> [AddedFile] {
        try repository(path).addedLines(from: base.map(id), to: id(commit)).map(AddedFile.init)
    }

    func addedLinesOfEachCommit(
        from base: String,
        to commit: String,
        in path: String
    ) throws -> [(commit: String, files: [AddedFile])] {
        try repository(path).addedLinesOfEachCommit(from: id(base), to: id(commit)).map {
            ($0.commit.text, $0.files.map(AddedFile.init))
        }
    }

    func paths(at commit: String, in path: String) throws -> [String] {
        try repository(path).entries(in: id(commit)).map(\.path.text)
    }

    func contents(
        of files: [String],
        at commit: String,
        in path: String
    ) throws -> [(path: String, bytes: [UInt8])] {
        try repository(path).contents(of: Set(files.map { GitPath($0) }), in: id(commit))
            .map { ($0.path.text, $0.bytes) }
    }

    private func repository(_ path: String) -> GitRepository {
        GitRepository(at: path, program: program)
    }

    private func id(_ commit: String) throws -> CommitID {
        guard let id = CommitID(commit) else { throw GitError.unknownRevision(commit) }
        return id
    }
}

extension AddedFile {
    fileprivate init(_ file: AddedLines) {
        self.init(
            path: file.path.text,
            lines: file.lines.map {
                Line(number: $0.number, text: String(decoding: $0.bytes, as: UTF8.self))
            }
        )
    }
}
