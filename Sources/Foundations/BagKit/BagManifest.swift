import Digests

/// A file of a bag, as a manifest lists it.
package struct BagEntry: Hashable, Sendable {
    package let name: BagName
    package let digest: Digest

    package init(name: BagName, digest: Digest) {
        self.name = name
        self.digest = digest
    }
}

/// A list of files with their digests, in the format of `sha256sum`.
package struct BagManifest: Hashable, Sendable {
    /// In the order of their names, by bytes.
    package let entries: [BagEntry]

    /// - Throws: For a name that is there twice, or that differs from another in case alone.
    package init(_ entries: [BagEntry]) throws(BagError) {
        var seen: Set<String> = []
        for entry in entries where !seen.insert(entry.name.folded).inserted {
            throw .badName(
                name: entry.name.text,
                fault: "it is listed twice, or differs from another in case alone"
            )
        }
        self.entries = entries.sorted { $0.name < $1.name }
    }

    /// Reads a manifest, line by line and strictly.
    package init(parsing bytes: [UInt8], of file: String) throws(BagError) {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notABag(path: file, fault: "it is not UTF-8")
        }
        guard text.isEmpty || text.utf8.last == 0x0A else {
            throw .notABag(path: file, fault: "its last line does not end")
        }
        var entries: [BagEntry] = []
        var number = 0
        for line in text.utf8.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false)
        where !text.isEmpty {
            number += 1
            guard line.count > 66, let digest = Digest(String(Substring(line.prefix(64)))),
                digest.hex.utf8.elementsEqual(line.prefix(64)),
                line.dropFirst(64).prefix(2).elementsEqual("  ".utf8)
            else { throw .notABag(path: file, fault: "line \(number) is no digest and name") }
            let name = try BagName(String(Substring(line.dropFirst(66))))
            entries.append(BagEntry(name: name, digest: digest))
        }
        try self.init(entries)
    }

    /// The manifest as it is written.
    package var written: [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += entry.digest.hex.utf8
            bytes += "  \(entry.name.text)\n".utf8
        }
        return bytes
    }
}

/// The names of the files that make a folder a bag.
package enum BagFiles {
    package static let declaration = "bagit.txt"
    package static let information = "bag-info.txt"
    package static let manifest = "manifest-sha256.txt"
    package static let tagManifest = "tagmanifest-sha256.txt"
    package static let signature = "tagmanifest-sha256.txt.sig"
    package static let payload = "data"

    /// The files of a sealed bag beside its payload.
    package static let all = [declaration, information, manifest, tagManifest, signature]

    static let declarationText = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    /// The tag files that the tag manifest lists, all of them and no other.
    static let tags = [information, declaration, manifest]
}
