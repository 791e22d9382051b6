import Digests
import Glibc

/// A bag that was sealed: looked at, and believed in nothing that is not checked.
package struct SealedBag: Sendable {
    package let path: String

    package init(at path: String) {
        self.path = path
    }

    /// What a bag was found to be.
    package struct Content: Hashable, Sendable {
        /// The digest of the tag manifest, which pins everything in the bag.
        package let digest: Digest
        package let entries: [BagEntry]
        package let bytes: Int64
        /// The fields of `bag-info.txt`, as they stand there.
        package let information: [String: String]
    }

    /// What is signed.
    package func tagManifest() throws(BagError) -> [UInt8] {
        try BagFolder(path).bytes(BagFiles.tagManifest)
    }

    /// The signature, or `nil` where there is none.
    package func signature() throws(BagError) -> [UInt8]? {
        let folder = try BagFolder(path)
        guard folder.has(BagFiles.signature) else { return nil }
        return try folder.bytes(BagFiles.signature, most: 1 << 16)
    }

    /// Checks that every byte is what the manifests say, and that there is nothing else.
    ///
    /// The files are read on several cores. Who signed is another question.
    ///
    /// - Throws: ``BagError/differs(path:altered:missing:unlisted:)`` with all that differs.
    package func verify() throws(BagError) -> Content {
        let folder = try BagFolder(path)
        let tagBytes = try folder.bytes(BagFiles.tagManifest)
        let tags = try BagManifest(parsing: tagBytes, of: BagFiles.tagManifest)
        guard tags.entries.map(\.name.text) == BagFiles.tags else {
            throw .notABag(path: path, fault: "its tag manifest lists other files than it should")
        }
        var altered: [String] = []
        for entry in tags.entries
        where Digest(of: try folder.bytes(entry.name.text)) != entry.digest {
            altered.append(entry.name.text)
        }
        guard altered.isEmpty else {
            throw .differs(path: path, altered: altered, missing: [], unlisted: [])
        }
        guard try folder.bytes(BagFiles.declaration) == Array(BagFiles.declarationText.utf8) else {
            throw .notABag(path: path, fault: "it is not of BagIt 1.0")
        }
        let manifest = try BagManifest(
            parsing: try folder.bytes(BagFiles.manifest),
            of: BagFiles.manifest
        )
        let bytes = try checkPayload(manifest, in: folder)
        let information = try Self.information(folder.bytes(BagFiles.information))
        guard information["Payload-Oxum"] == "\(bytes).\(manifest.entries.count)" else {
            throw .notABag(path: path, fault: "its Payload-Oxum is not that of its payload")
        }
        return Content(
            digest: Digest(of: tagBytes),
            entries: manifest.entries,
            bytes: bytes,
            information: information
        )
    }

    private func checkPayload(
        _ manifest: BagManifest,
        in folder: BagFolder
    ) throws(BagError) -> Int64 {
        let allowed = BagFiles.tags + [BagFiles.tagManifest, BagFiles.signature]
        var found = try folder.files(under: BagFiles.payload)
        found += try folder.list().map(\.name).filter {
            $0 != BagFiles.payload && !allowed.contains($0)
        }
        let difference = BagDifference(
            listed: manifest.entries.map(\.name.text),
            found: found
        )
        let missing = Set(difference.missing)
        // The largest first, so that no core is left with it at the end.
        let present = manifest.entries.filter { !missing.contains($0.name.text) }
        let sized = try present.map { entry throws(BagError) in
            let file = try folder.open(entry.name.text)
            close(file.descriptor)
            return (entry: entry, bytes: file.bytes)
        }.sorted { $0.bytes > $1.bytes }
        let path = path
        let wrong = try Cores.map(sized.map(\.entry)) { entry throws(BagError) -> String? in
            try Self.digest(of: entry.name.text, in: path) == entry.digest
                ? nil : entry.name.text
        }
        try difference.refuse(in: path, altered: wrong.compactMap(\.self).sorted())
        return sized.reduce(0) { $0 + $1.bytes }
    }

    private static func digest(of name: String, in path: String) throws(BagError) -> Digest {
        let file = try BagFolder(path).open(name).descriptor
        defer { close(file) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: DurableFile.pieceBytes,
            alignment: 4096
        )
        defer { buffer.deallocate() }
        var stream = DigestStream()
        while true {
            let count = read(file, buffer.baseAddress, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw .unusable(doing: "read", path: "\(path)/\(name)", errno: errno)
            }
            if count == 0 { return stream.finish() }
            stream.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    private static func information(_ bytes: [UInt8]) -> [String: String] {
        var fields: [String: String] = [:]
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[String(line[..<colon])] = String(
                line[line.index(after: colon)...].drop { $0 == " " }
            )
        }
        return fields
    }
}
