import Digests

/// A file of a bundle.
package struct EvidenceFile: Hashable, Sendable {
    /// Its path in the bundle: `data/report.md`.
    package let path: String
    package let digest: Digest
    package let bytes: Int64

    package init(path: String, digest: Digest, bytes: Int64) {
        self.path = path
        self.digest = digest
        self.bytes = bytes
    }

    fileprivate var json: JSONValue {
        FactWriter().with("path", path).with("digest", digest.description).with("bytes", bytes)
            .fact("").data
    }

    fileprivate init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "evidence.file", data: value))
        path = try reader.text("path")
        digest = try reader.digest("digest")
        bytes = try reader.integer("bytes")
    }
}

/// Files that were added to a bundle together, and what they are from.
package struct AddedEvidence: Hashable, Sendable {
    package let files: [EvidenceFile]
    /// The delivery that they were gathered from; `nil` for what somebody has attached.
    package let delivery: DeliveryID?
    /// The last replay of that delivery.
    package let replay: ReplayID?

    package init(files: [EvidenceFile], delivery: DeliveryID? = nil, replay: ReplayID? = nil) {
        self.files = files
        self.delivery = delivery
        self.replay = replay
    }
}

/// What can happen to a bundle.
package enum EvidenceEvent: Hashable, Sendable {
    case opened(TaskKey, folder: String?)
    case added(AddedEvidence)
    case sealed(Seal)
    case pinned(Pin)
    case unpinned(Pin)
    case removed

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .opened(let task, let folder):
            FactWriter().with("task", task).with("folder", folder).fact("evidence.opened")
        case .added(let added):
            FactWriter().with("files", JSONValue.array(added.files.map(\.json)))
                .with("delivery", added.delivery).with("replay", added.replay)
                .fact("evidence.added")
        case .sealed(let seal):
            FactWriter().with("digest", seal.digest.description).with("files", seal.files)
                .with("bytes", seal.bytes).with("signer", seal.signer).fact("evidence.sealed")
        case .pinned(let pin): FactWriter().with("pin", pin.rawValue).fact("evidence.pinned")
        case .unpinned(let pin): FactWriter().with("pin", pin.rawValue).fact("evidence.unpinned")
        case .removed: FactWriter().fact("evidence.removed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "evidence.opened":
            self = .opened(try reader.name("task"), folder: try reader.optionalText("folder"))
        case "evidence.added":
            guard case .array(let values)? = reader.value("files") else {
                throw reader.missing("files", "a list")
            }
            var files: [EvidenceFile] = []
            for value in values { files.append(try EvidenceFile(value)) }
            self = .added(
                AddedEvidence(
                    files: files,
                    delivery: try reader.optionalName("delivery"),
                    replay: try reader.optionalName("replay")
                )
            )
        case "evidence.sealed":
            self = .sealed(
                Seal(
                    digest: try reader.digest("digest"),
                    files: try reader.integer("files"),
                    bytes: try reader.integer("bytes"),
                    signer: try reader.text("signer")
                )
            )
        case "evidence.pinned": self = .pinned(try reader.choice("pin"))
        case "evidence.unpinned": self = .unpinned(try reader.choice("pin"))
        case "evidence.removed": self = .removed
        default: return nil
        }
    }
}
