import Digests
import Model

// Whole files, whatever their layout.
extension ImportDraft {
    /// The bytes of a file that was read and holds text; anything else is noted.
    mutating func bytes(of file: ImportTree.File) -> [UInt8]? {
        let place = Place(file: file.path, line: nil)
        switch file.content {
        case .refused(let oddity, let reason):
            note(oddity, place, read: reason, .refused)
        case .own:
            closeOwn(file.path)
            return nil
        case .edited(let bytes):
            note(.editedExport, place, read: file.path, .kept, how: "read as it is now")
            if let text = self.text(in: bytes, place) { return text }
        case .bytes(let bytes):
            if let text = self.text(in: bytes, place) { return text }
        }
        close(file.path, as: nil, since: records.count)
        return nil
    }

    /// The bytes, if they can be those of a text.
    private mutating func text(in bytes: [UInt8], _ place: Place) -> [UInt8]? {
        guard bytes.contains(0) else { return bytes }
        note(.binary, place, read: "\(bytes.count) bytes", .refused)
        return nil
    }

    /// The text of a file; bytes that are none are noted and replaced.
    mutating func text(_ bytes: [UInt8], _ place: Place) -> String {
        let decoded = DecodedText(bytes)
        if let fault = decoded.firstFault {
            note(
                .notUTF8,
                Place(file: place.file, line: fault.line),
                read: "byte \(fault.byte)",
                .mended,
                how: "read as U+FFFD"
            )
        }
        return decoded.text
    }

    /// A file that is kept by its name and digest.
    mutating func addDocument(_ kind: ImportedRecord.Kind, _ bytes: [UInt8], _ place: Place) {
        if bytes.isEmpty, !place.file.hasSuffix(".gitkeep") {
            note(.emptyFile, place, read: place.file, .kept)
        }
        let text = text(bytes, place)
        let title = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("# ") }
        add(
            record(
                kind,
                place,
                text: text,
                summary: title.map { String($0.dropFirst(2)) } ?? place.file,
                isKept: false
            )
        )
    }

    /// A copy that somebody put aside: its digest is kept, what it says is not read.
    mutating func addBackup(_ bytes: [UInt8], _ place: Place) {
        note(.backupCopy, place, read: place.file, .refused, how: "its digest is kept")
        addDocument(.document, bytes, place)
    }
}
