import CLinux
import Digests
import Glibc

/// What a file of a bag is made from.
package enum BagSource: Sendable {
    case bytes([UInt8])
    /// The path of a regular file; a link is not followed.
    case file(String)
}

/// A bag in the making: a folder with a payload and its manifest, which nobody can take for a
/// sealed one.
///
/// One process at a time may work on it; its owner sees to that. What a process leaves that is
/// killed is either finished files, which are listed when they are added again, or files whose name
/// says that they are unfinished, which the next one removes.
package struct BagDraft: Sendable {
    package let path: String

    /// Opens a draft, or begins one.
    package init(at path: String) throws(BagError) {
        self.path = path
        try DurableFolder.make("\(path)/\(BagFiles.payload)")
        try sweep()
    }

    /// What has been added so far.
    package func entries() throws(BagError) -> [BagEntry] {
        let folder = try BagFolder(path)
        guard folder.has(BagFiles.manifest) else { return [] }
        let bytes = try folder.bytes(BagFiles.manifest)
        return try BagManifest(parsing: bytes, of: "\(path)/\(BagFiles.manifest)").entries
    }

    /// The bytes of a file that was added; `nil` where it has more than so many.
    package func bytes(of name: BagName, most: Int64) throws(BagError) -> [UInt8]? {
        let folder = try BagFolder(path)
        let file = try folder.open(name.text)
        Glibc.close(file.descriptor)
        return file.bytes > most ? nil : try folder.bytes(name.text)
    }

    /// A file that was added.
    package struct Added: Hashable, Sendable {
        package let entry: BagEntry
        package let bytes: Int64
    }

    /// Copies files into the payload, several at a time, and lists them.
    ///
    /// Each is digested while it is copied and is on the disk when this returns. A name that is
    /// there already is replaced.
    ///
    /// - Parameter files: Names under `data/`.
    package func add(
        _ files: [(name: BagName, source: BagSource)]
    ) throws(BagError) -> [Added] {
        let before = try entries()
        let names = Set(files.map(\.name))
        // Refused before anything is copied: names that are alike.
        let kept = before.filter { !names.contains($0.name) }
        let blank = Digest(of: "")
        _ = try BagManifest(kept + files.map { BagEntry(name: $0.name, digest: blank) })
        for file in files where !file.name.isPayload {
            throw .badName(name: file.name.text, fault: "it must begin with 'data/'")
        }
        for folder in Set(files.map { Self.folder(of: $0.name) }) {
            try DurableFolder.make("\(path)/\(folder)")
        }
        let path = path
        let added = try Cores.map(files.map(Item.init)) { file throws(BagError) in
            try Self.copy(file, into: path)
        }
        try DurableFile("\(path)/\(BagFiles.manifest)").write(
            BagManifest(kept + added.map(\.entry)).written
        )
        for folder in try BagFolder(path).folders() {
            try DurableFolder.flush(folder.isEmpty ? path : "\(path)/\(folder)")
        }
        return added
    }

    /// What is to be signed: the tag manifest over what has been added.
    ///
    /// Nothing is written. The same payload and information give the same bytes.
    ///
    /// - Parameter information: The fields of `bag-info.txt`, in order; `Payload-Oxum` is put after
    ///   them.
    /// - Throws: ``BagError/differs(path:altered:missing:unlisted:)`` where the payload has another
    ///   file than its manifest lists, or lacks one.
    package func tagManifest(
        _ information: [(label: String, value: String)]
    ) throws(BagError) -> [UInt8] {
        try tagFiles(information).manifest
    }

    /// Seals the draft: the signature is written last, everything is flushed and checked, and the
    /// folder is renamed to where sealed bags are.
    ///
    /// - Parameter signature: Of what ``tagManifest(_:)`` gives.
    /// - Returns: What was sealed, every byte of it read again.
    package func seal(
        _ information: [(label: String, value: String)],
        signature: [UInt8],
        as final: String
    ) throws(BagError) -> SealedBag.Content {
        var status = stat()
        guard lstat(final, &status) != 0, errno == ENOENT else { throw .exists(path: final) }
        let tags = try tagFiles(information)
        for (name, bytes) in tags.files { try DurableFile("\(path)/\(name)").write(bytes) }
        try DurableFile("\(path)/\(BagFiles.tagManifest)").write(tags.manifest)
        try DurableFile("\(path)/\(BagFiles.signature)").write(signature)
        for folder in try BagFolder(path).folders() {
            try DurableFolder.flush(folder.isEmpty ? path : "\(path)/\(folder)")
        }
        // Before it can be taken for a sealed one.
        let content = try SealedBag(at: path).verify()
        guard rename(path, final) == 0 else {
            throw .unusable(doing: "put in place", path: final, errno: errno)
        }
        try DurableFolder.flush(String(final[..<(final.lastIndex(of: "/") ?? final.startIndex)]))
        return content
    }

    private func tagFiles(
        _ information: [(label: String, value: String)]
    ) throws(BagError) -> (files: [(name: String, bytes: [UInt8])], manifest: [UInt8]) {
        let manifest = try BagManifest(try entries())
        let folder = try BagFolder(path)
        let there = try folder.files(under: BagFiles.payload)
        try BagDifference(listed: manifest.entries.map(\.name.text), found: there).refuse(in: path)
        var bytes: Int64 = 0
        for name in there {
            let file = try folder.open(name)
            Glibc.close(file.descriptor)
            bytes += file.bytes
        }
        let oxum = ("Payload-Oxum", "\(bytes).\(there.count)")
        let files = [
            (BagFiles.information, Self.text(information + [oxum])),
            (BagFiles.declaration, Array(BagFiles.declarationText.utf8)),
            (BagFiles.manifest, manifest.written),
        ]
        var tags: [BagEntry] = []
        for (name, text) in files {
            tags.append(BagEntry(name: try BagName(name), digest: Digest(of: text)))
        }
        return (files, try BagManifest(tags).written)
    }

    /// A file on its way into the payload.
    private struct Item: Sendable {
        let name: BagName
        let source: BagSource

        init(_ file: (name: BagName, source: BagSource)) {
            name = file.name
            source = file.source
        }
    }

    private static func copy(_ item: Item, into path: String) throws(BagError) -> Added {
        let target = DurableFile("\(path)/\(item.name.text)")
        switch item.source {
        case .bytes(let bytes):
            try target.write(bytes)
            let entry = BagEntry(name: item.name, digest: Digest(of: bytes))
            return Added(entry: entry, bytes: Int64(bytes.count))
        case .file(let source):
            let file = clinux_open(source, O_RDONLY | O_NOFOLLOW | O_NONBLOCK, 0)
            guard file >= 0 else { throw .unusable(doing: "read", path: source, errno: errno) }
            defer { Glibc.close(file) }
            var status = stat()
            guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
                throw .badName(name: source.shown, fault: "it is no regular file")
            }
            let (digest, bytes) = try target.copy(from: file, named: source)
            return Added(entry: BagEntry(name: item.name, digest: digest), bytes: bytes)
        }
    }

    /// Takes away what a killed process left: unfinished files, and a seal that never held.
    private func sweep() throws(BagError) {
        unlink("\(path)/\(BagFiles.signature)")
        unlink("\(path)/\(BagFiles.tagManifest)")
        let folder = try BagFolder(path)
        for directory in try folder.folders() {
            for entry in try folder.list(directory)
            where entry.kind == S_IFREG && entry.name.hasSuffix(DurableFile.unfinished) {
                let shown = directory.isEmpty ? path : "\(path)/\(directory)"
                unlink("\(shown)/\(entry.name)")
            }
        }
    }

    private static func folder(of name: BagName) -> String {
        let text = name.text
        return text.lastIndex(of: "/").map { String(text[..<$0]) } ?? ""
    }

    private static func text(_ information: [(label: String, value: String)]) -> [UInt8] {
        // "Label: value", one a line; a value with line breaks would be another label's.
        Array(information.map { "\($0.label): \($0.value.onOneLine)\n" }.joined().utf8)
    }
}

extension String {
    fileprivate var onOneLine: String {
        split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}

/// How the files that are there differ from those that are listed; both lists are sorted.
struct BagDifference {
    let missing: [String]
    let unlisted: [String]

    init(listed: [String], found: [String]) {
        let (listedNames, foundNames) = (Set(listed), Set(found))
        missing = listed.filter { !foundNames.contains($0) }
        unlisted = found.filter { !listedNames.contains($0) }
    }

    func refuse(in path: String, altered: [String] = []) throws(BagError) {
        guard missing.isEmpty, unlisted.isEmpty, altered.isEmpty else {
            throw .differs(path: path, altered: altered, missing: missing, unlisted: unlisted)
        }
    }
}
