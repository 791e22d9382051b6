import Digests
import MarkupKit
import Model

/// Reads the layout of a mayor: boundaries, work lists, prompts, check-ins, waves, task lists.
struct MayorReader: LayoutReader {
    let tree: ImportTree
    var draft: ImportDraft
    var stories: [TaskKey: PacketStory] = [:]
    /// What the JSON of tasks says of the state of each number.
    var listed: [String: String] = [:]

    init(_ tree: ImportTree, now: Timestamp) {
        self.tree = tree
        draft = ImportDraft(.mayor, now: now, paths: tree.paths)
    }

    /// The kinds of files, by where they lie and what they are called.
    enum Place: Int, LayoutPlace {
        case wave, taskList, boundary, worklist, prompt, status, guidance, blockers, ticket, flag,
            notes, taskPage, artifact, document, backup

        init?(_ path: String) {
            let parts = path.split(separator: "/").map(String.init)
            guard let name = parts.last else { return nil }
            let folders = Set(parts.dropLast())
            guard !Self.isBackup(name) else {
                self = .backup
                return
            }
            switch name {
            case _ where folders.contains("templates"): self = .document
            case "tasks.json" where folders.contains(".taskmaster"): self = .taskList
            case _ where name.hasPrefix("AUTONOMY_BOUNDARY_") && name.hasSuffix(".md"):
                self = .boundary
            case _ where name.hasSuffix("_WORKLIST.md"): self = .worklist
            case "STATUS.md" where folders.contains("checkins"): self = .status
            case "GUIDANCE.md" where folders.contains("checkins"): self = .guidance
            case "BLOCKERS.md" where folders.contains("checkins"): self = .blockers
            case _ where name.hasSuffix(".toml"): self = .wave
            case _ where folders.contains("prompts") && name.hasSuffix(".md"): self = .prompt
            case _ where folders.contains("flags"): self = .flag
            case _ where folders.contains("tickets") && name.hasSuffix(".json"): self = .ticket
            case _ where folders.contains(".taskmaster") && name.hasSuffix(".jsonl"): self = .notes
            case _ where name.hasPrefix("task_") && folders.contains(".taskmaster"):
                self = .taskPage
            case _ where folders.contains("artifacts"): self = .artifact
            case _ where name.hasSuffix(".md") || name.hasSuffix(".json"): self = .document
            case "README.AGENTS": self = .document
            default: return nil
            }
        }

        /// The order of the cases: lanes and tasks are described before others speak of them.
        var order: Int { rawValue }

        var kind: ImportedRecord.Kind {
            switch self {
            case .wave: .wave
            case .taskList, .ticket: .ticket
            case .boundary: .boundary
            case .worklist: .worklist
            case .prompt: .prompt
            case .status: .status
            case .guidance: .guidance
            case .blockers: .blocker
            case .flag: .flag
            case .notes: .note
            case .artifact: .artifact
            case .taskPage, .document, .backup: .document
            }
        }
    }

    mutating func read(_ place: Place, _ bytes: [UInt8], _ at: ImportDraft.Place) {
        switch place {
        case .wave: readWave(bytes, at)
        case .taskList: readTaskList(bytes, at)
        case .boundary: readBoundary(bytes, at)
        case .worklist: readWorklist(bytes, at)
        case .prompt: readPrompt(bytes, at)
        case .status: readStatus(bytes, at)
        case .guidance: readGuidance(bytes, at)
        case .blockers: readBlockers(bytes, at)
        case .ticket: readTicket(bytes, at)
        case .flag: readFlag(bytes, at)
        case .notes: readNotes(bytes, at)
        case .taskPage: readTaskPage(bytes, at)
        case .artifact: draft.addDocument(.artifact, bytes, at)
        case .document: draft.addDocument(.document, bytes, at)
        case .backup: draft.addBackup(bytes, at)
        }
    }

    /// The text with its headings; Markdown that is not read is noted.
    mutating func outline(_ text: String, _ place: ImportDraft.Place) -> ImportOutline? {
        do throws(MarkupError) {
            return try ImportOutline(text)
        } catch {
            let line = ImportDraft.Place(file: place.file, line: error.line)
            draft.note(.badMarkdown, line, read: error.message, .kept, how: "as a text only")
            return nil
        }
    }

    /// The phase of a check-in: the folder that it lies in.
    static func phase(of path: String) -> String? {
        let parts = path.split(separator: "/").map(String.init)
        guard let index = parts.lastIndex(of: "checkins"), index + 2 < parts.count else {
            return nil
        }
        return parts[index + 1]
    }

    /// The key of a packet in a text: `P07-FC-02` of `P07-FC-02 accepted (…)`.
    static func packet(in text: String) -> String? {
        for word in text.split(whereSeparator: { !($0.isLetter || $0.isNumber || $0 == "-") }) {
            let parts = word.split(separator: "-")
            guard let phase = parts.first, phase.first == "P", phase.count == 3,
                phase.dropFirst().allSatisfy(\.isNumber), parts.count > 1
            else { continue }
            return String(word)
        }
        return nil
    }

    /// The lane of an agent, where a wave says so.
    func lane(of agent: AgentID?) -> LaneKey? {
        guard let agent else { return nil }
        return draft.lanes.values.filter { $0.owner == agent }.map(\.key).min()
    }

    /// The path in the tree that is meant, whichever folder the tree stood in.
    static func treePath(_ path: String) -> String {
        for folder in ["/.planning/", "/.taskmaster/", "/.orchestr8/", "/SOT/"] {
            if path.hasPrefix("/"), let range = path.firstRange(of: folder) {
                return String(path[path.index(after: range.lowerBound)...])
            }
        }
        return path
    }
}
