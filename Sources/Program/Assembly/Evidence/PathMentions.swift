import Digests
import Documents
import Engine
import Model
import Store

/// What names a file.
struct EvidenceNaming: OptionSet, Hashable {
    let rawValue: UInt8

    static let bundle = EvidenceNaming(rawValue: 1)
    static let artifact = EvidenceNaming(rawValue: 2)
    static let report = EvidenceNaming(rawValue: 4)
    static let message = EvidenceNaming(rawValue: 8)
    static let packet = EvidenceNaming(rawValue: 16)

    /// What must be there: a text may name what is an example, or what is still to be made.
    static let binding: EvidenceNaming = [.bundle, .artifact]

    private static let names: [(EvidenceNaming, String)] = [
        (.bundle, "bundle"), (.artifact, "artifact"), (.report, "report"), (.message, "message"),
        (.packet, "packet"),
    ]

    var words: [String] { Self.names.filter { contains($0.0) }.map(\.1) }
}

/// The paths that reports, messages and packets of a ledger name.
///
/// What was read of the ledger is kept beside the store, so that only what came since is read.
struct PathMentions {
    private(set) var paths: [String: EvidenceNaming] = [:]
    private var through: Int64 = 0
    private var leaf: Digest?

    /// Brings what is kept up to the ledger.
    init(in stateDirectory: String, upTo view: View) throws {
        let file = CacheFile(path: stateDirectory + "/evidence-index/mentions")
        if let kept = file.read().flatMap(Self.init(encoded:)),
            // A store that was put back, or another one in its place, has other leaves.
            try view.ledger.leaf(of: kept.through) == kept.leaf
        {
            self = kept
        }
        let before = through
        let head = try view.ledger.head()
        guard head > before else { return }
        try view.ledger.each(of: Self.types, after: before) { event in take(event) }
        (through, leaf) = (head, try view.ledger.leaf(of: head))
        try file.write(encoded)
    }

    private init() {}

    private static let types = [
        "task.created", "task.packet_revised", "task.delivered", "message.sent",
    ]

    private mutating func take(_ event: Event) {
        let data = event.fact.data
        switch event.fact.type {
        case "task.delivered": note(data["report"], as: .report)
        case "message.sent":
            note(data["subject"], as: .message)
            note(data["body"], as: .message)
        default: note(data["packet"]?["text"], as: .packet)
        }
    }

    private mutating func note(_ text: JSONValue?, as naming: EvidenceNaming) {
        guard let text = text?.stringValue else { return }
        for path in MentionedPaths.paths(in: text) { paths[path, default: []].insert(naming) }
    }

    /// Lines: how far it was read, then each path with what names it.
    ///
    /// No path has a line break.
    private var encoded: [UInt8] {
        let head = "\(through) \(leaf?.hex ?? "")"
        let lines = paths.sorted { $0.key < $1.key }.map { "\($0.value.rawValue) \($0.key)" }
        return Array(([head] + lines).joined(separator: "\n").utf8)
    }

    private init?(encoded: [UInt8]) {
        let lines = String(decoding: encoded, as: UTF8.self).split(separator: "\n")
        let head = lines.first?.split(separator: " ") ?? []
        guard head.count == 2, let through = Int64(head[0]), let leaf = Digest(String(head[1]))
        else { return nil }
        self.init()
        (self.through, self.leaf) = (through, leaf)
        for line in lines.dropFirst() {
            guard let space = line.firstIndex(of: " "), let bits = UInt8(line[..<space]) else {
                return nil
            }
            paths[String(line[line.index(after: space)...])] = EvidenceNaming(rawValue: bits)
        }
    }
}
