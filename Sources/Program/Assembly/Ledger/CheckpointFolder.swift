import Digests
import Model
import SignatureKit

/// The signed checkpoints of a ledger, a file for each, beside the store.
///
/// Not in the store: one that is put back from a backup, or rewritten, still stands against them.
struct CheckpointFolder {
    let path: String
    /// The key of the workspace; without one, no checkpoint is its own.
    let verifier: NoteVerifier?

    init(in stateDirectory: String, by verifier: NoteVerifier?) {
        path = stateDirectory + "/checkpoints"
        self.verifier = verifier
    }

    /// A checkpoint with the note that it was read from.
    struct Kept {
        let checkpoint: Checkpoint
        let note: String
    }

    /// The sizes there are checkpoints of, in order.
    func sizes() throws -> [Int64] {
        try DirectoryListing.names(in: path).compactMap { name in
            guard name.hasSuffix(Self.ending) else { return nil }
            return Int64(name.dropLast(Self.ending.count))
        }.sorted()
    }

    /// The checkpoint of a size, its signature checked; `nil` where there is none.
    func checkpoint(of size: Int64) throws -> Kept? {
        guard let note = try PrivateFile.read(file(size)) else { return nil }
        return Kept(checkpoint: try read(note, expecting: size, file(size)), note: note)
    }

    /// The newest checkpoint.
    func newest() throws -> Kept? { try sizes().last.flatMap(checkpoint) }

    /// All checkpoints, each with its signature checked.
    func all() throws -> [Kept] { try sizes().compactMap(checkpoint) }

    /// A checkpoint that was kept elsewhere.
    func foreign(_ note: String) throws -> Checkpoint { try read(note, expecting: nil, "it") }

    /// Keeps a checkpoint: flushed, and then there.
    func keep(_ note: SignedNote, of size: Int64) throws {
        try PrivateFile.makeDirectory(path)
        try PrivateFile.write(note.written, to: file(size))
    }

    private static let ending = ".checkpoint"

    private func file(_ size: Int64) -> String {
        let digits = String(size)
        let zeros = String(repeating: "0", count: max(0, 12 - digits.count))
        return "\(path)/\(zeros)\(digits)\(Self.ending)"
    }

    private func read(
        _ text: String,
        expecting size: Int64?,
        _ file: String
    ) throws -> Checkpoint {
        guard let verifier, let note = SignedNote(parsing: text), note.isSigned(by: verifier),
            let checkpoint = Checkpoint(parsing: note.text), checkpoint.origin == verifier.name,
            size == nil || size == checkpoint.size
        else { throw CheckpointError.notOurs(file) }
        return checkpoint
    }
}

/// What can be wrong with a checkpoint, or with the ledger that it is of.
enum CheckpointError: Reportable, Equatable {
    case notOurs(String)
    case none(through: Int64)
    case beyond(size: Int64, events: Int64)
    case rewritten(size: Int64)
    case noSuchEvent(String)
    case noKey

    var code: String {
        switch self {
        case .notOurs: "ledger.checkpoint_not_ours"
        case .none: "ledger.no_checkpoint"
        case .beyond: "ledger.truncated"
        case .rewritten: "ledger.rewritten"
        case .noSuchEvent: "ledger.no_event"
        case .noKey: "ledger.no_key"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .none, .noSuchEvent, .noKey: .notFound
        case .notOurs, .beyond, .rewritten: .checkFailed
        }
    }

    var message: String {
        switch self {
        case .notOurs(let file):
            "The checkpoint '\(file.printable(limit: 200))' is not signed by this workspace."
        case .none(let sequence): "No checkpoint reaches event \(sequence) yet."
        case .beyond(let size, let events):
            "A checkpoint is of \(size) events, and the ledger has \(events): some are gone."
        case .rewritten(let size):
            "The first \(size) events are not those that a checkpoint was made of."
        case .noSuchEvent(let name): "There is no event '\(name.printable(limit: 60))'."
        case .noKey: "The workspace has signed nothing yet, so it has no key."
        }
    }

    var hint: String? {
        switch self {
        case .none, .noKey: "`worklead ledger checkpoint` makes one."
        case .beyond, .rewritten:
            "`worklead ledger restore` goes back to a backup that verifies."
        case .notOurs: "`worklead ledger key` shows the key that it should be signed with."
        case .noSuchEvent: "`worklead event list` shows the last events."
        }
    }
}
