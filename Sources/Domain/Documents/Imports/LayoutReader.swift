import Model

/// What a file of a layout is, by where it lies.
protocol LayoutPlace {
    init?(_ path: String)
    var kind: ImportedRecord.Kind { get }
    /// What describes lanes, agents and tasks comes before what speaks of them.
    var order: Int { get }
}

extension LayoutPlace {
    /// Whether somebody put a copy aside under that name.
    static func isBackup(_ name: String) -> Bool {
        name.hasSuffix(".bak") || name.hasSuffix("~") || name.hasSuffix(".orig")
    }
}

/// Reads the files of one layout, in the order of their places.
protocol LayoutReader {
    associatedtype Place: LayoutPlace
    var tree: ImportTree { get }
    var draft: ImportDraft { get set }
    mutating func read(_ place: Place, _ bytes: [UInt8], _ at: ImportDraft.Place)
    /// The tasks as they are handed on, after what does not fit together has been noted.
    mutating func finishedTasks() -> [ImportedTask]
}

extension LayoutReader {
    /// Reads all of it.
    func read() -> ImportReading {
        var reader = self
        return reader.readAll()
    }

    private mutating func readAll() -> ImportReading {
        var readable: [(place: Place, at: ImportDraft.Place, bytes: [UInt8])] = []
        for file in tree.files {
            guard let bytes = draft.bytes(of: file) else { continue }
            let at = ImportDraft.Place(file: file.path, line: nil)
            guard let place = Place(file.path) else {
                draft.note(.notUnderstood, at, read: file.path, .refused)
                draft.close(file.path, as: nil, since: draft.records.count)
                continue
            }
            readable.append((place, at, bytes))
        }
        readable.sort { ($0.place.order, $0.at.file) < ($1.place.order, $1.at.file) }
        for (place, at, bytes) in readable {
            let count = draft.records.count
            read(place, bytes, at)
            draft.close(at.file, as: place.kind, since: count)
        }
        draft.noteUnknownAgents()
        // Before the draft is asked: what does not fit together is noted in it.
        let tasks = finishedTasks()
        return draft.reading(tasks: tasks)
    }
}
