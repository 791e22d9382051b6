import Digests
import Model

/// What has been read of a tree so far.
///
/// The readers put records into it and ask it to read names and times, so that each oddity is
/// noted in one way wherever it stands.
struct ImportDraft {
    /// A place in a file.
    struct Place {
        let file: String
        let line: Int?
    }

    /// The longest text that is kept as it stands; of a longer one the digest is.
    static let textBytesMax = 64 << 10
    /// The longest line of a log that is read.
    static let lineBytesMax = 1 << 20
    /// So many anomalies of one kind in one file are told one by one; the rest as one.
    static let anomaliesMax = 500

    let layout: ImportLayout
    /// The time of the import, for what is still to come.
    let now: Timestamp
    let paths: Set<String>
    private(set) var records: [ImportedRecord] = []
    private(set) var anomalies: [ImportAnomaly] = []
    private(set) var files: [ImportedFile] = []
    var agents: [AgentID: ImportedAgent] = [:]
    var agentsByLook: [String: AgentID] = [:]
    var tasks: [TaskKey: ImportedTask] = [:]
    var tasksByLook: [String: TaskKey] = [:]
    var lanes: [LaneKey: ImportedLane] = [:]
    var messages: [ImportedMessage] = []
    var plans: [ImportedPlan] = []
    private var names: [String: Digest] = [:]
    private var told: Set<String> = []
    private var noted: Set<String> = []
    private var tally: [String: Int] = [:]

    init(_ layout: ImportLayout, now: Timestamp, paths: Set<String>) {
        self.layout = layout
        self.now = now
        self.paths = paths
    }

    /// Notes an oddity; the same of the same place is noted once.
    mutating func note(
        _ kind: ImportOddity,
        _ place: Place,
        read: String,
        _ handling: ImportAnomaly.Handling,
        how: String? = nil
    ) {
        let line = place.line.map(String.init) ?? ""
        guard noted.insert("\(kind.rawValue) \(line) \(place.file) \(read)").inserted else {
            return
        }
        let count = tally["\(kind.rawValue) \(place.file)", default: 0] + 1
        tally["\(kind.rawValue) \(place.file)"] = count
        guard count <= Self.anomaliesMax else { return }
        anomalies.append(
            ImportAnomaly(kind, file: place.file, line: place.line, read: read, handling, how: how)
        )
    }

    /// Notes an oddity the first time that it is met.
    mutating func noteOnce(
        _ kind: ImportOddity,
        _ place: Place,
        read: String,
        _ handling: ImportAnomaly.Handling,
        how: String? = nil
    ) {
        guard told.insert("\(kind.rawValue) \(read)").inserted else { return }
        note(kind, place, read: read, handling, how: how)
    }

    /// Takes a record in; the same name again is noted and left out.
    ///
    /// - Returns: Whether it is new.
    @discardableResult
    mutating func add(_ record: ImportedRecord) -> Bool {
        let place = Place(file: record.file, line: record.line)
        let name = "\(record.kind.rawValue)/\(record.name)"
        if let before = names[name] {
            let isSame = before == record.digest
            note(
                isSame && record.line != nil ? .duplicateLine : .duplicateID,
                place,
                read: record.name,
                isSame ? .mended : .refused,
                how: isSame ? "taken once" : "the first one is taken"
            )
            return false
        }
        names[name] = record.digest
        records.append(record)
        return true
    }

    /// Closes a file: what it was read as, and how many records came of it.
    mutating func close(_ file: String, as kind: ImportedRecord.Kind?, since count: Int) {
        files.append(ImportedFile(path: file, kind: kind, records: records.count - count))
    }

    /// Closes a file of our own: it says nothing new.
    mutating func closeOwn(_ file: String) {
        files.append(ImportedFile(path: file, kind: nil, records: 0, isOwn: true))
    }

    /// The whole as it is handed on, in an order that depends on the tree alone.
    func reading(tasks: [ImportedTask]) -> ImportReading {
        var anomalies = anomalies
        for (key, count) in tally where count > Self.anomaliesMax {
            let parts = key.split(separator: " ", maxSplits: 1)
            guard let kind = ImportOddity(rawValue: String(parts[0])) else { continue }
            anomalies.append(
                ImportAnomaly(
                    kind,
                    file: String(parts[1]),
                    read: "\(count - Self.anomaliesMax) more of this kind",
                    .kept,
                    how: "told as one, and each handled as those before"
                )
            )
        }
        return ImportReading(
            layout: layout,
            files: files.sorted { $0.path < $1.path },
            records: records,
            agents: agents.values.sorted { $0.id < $1.id },
            lanes: lanes.values.sorted { $0.key < $1.key },
            tasks: tasks.sorted { $0.key < $1.key },
            plans: plans.sorted { $0.name < $1.name },
            messages: messages.enumerated().sorted {
                let (left, right) = ($0.element.saidAt ?? .earliest, $1.element.saidAt ?? .earliest)
                return (left, $0.offset) < (right, $1.offset)
            }.map(\.element),
            anomalies: anomalies.sorted { $0.order < $1.order }
        )
    }
}
