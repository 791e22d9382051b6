import Digests

/// The id of a bundle: `E-7`.
package struct BundleID: Identifier {
    package static let kind = "a bundle's id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// A set of evidence for a task: files with their digests, sealed by a person's signature.
package struct EvidenceBundle: Hashable, Sendable {
    /// Where a bundle stands.
    package enum State: Hashable, Sendable {
        /// Files may still be added.
        case open
        case sealed(Seal)
        /// Its files were removed; what they were stays known.
        case removed(Seal)
    }

    package let id: BundleID
    package let task: TaskKey
    /// The folder of the task's repository that it lies in; `nil` for the workspace's own place.
    package let folder: String?
    package private(set) var state: State
    package private(set) var pins: Set<Pin>

    package init(
        id: BundleID,
        task: TaskKey,
        folder: String?,
        state: State = .open,
        pins: Set<Pin> = []
    ) {
        self.id = id
        self.task = task
        self.folder = folder
        self.state = state
        self.pins = pins
    }

    /// What it was sealed as, whether its files are still there or not.
    package var seal: Seal? {
        switch state {
        case .open: nil
        case .sealed(let seal), .removed(let seal): seal
        }
    }

    /// Takes files in.
    package func add(_ files: AddedEvidence) throws(EvidenceError) -> EvidenceEvent {
        switch state {
        case .open: return .added(files)
        case .sealed, .removed: throw .notOpen(id)
        }
    }

    /// Seals what was added; nothing is added afterwards.
    package mutating func seal(_ seal: Seal) throws(EvidenceError) -> EvidenceEvent {
        switch state {
        case .open:
            guard seal.files > 0 else { throw .empty(id) }
            state = .sealed(seal)
            return .sealed(seal)
        case .sealed, .removed: throw .notOpen(id)
        }
    }

    /// Keeps its digest under a name, and with it the bundle.
    ///
    /// - Returns: `nil` where it is so already.
    package mutating func pin(_ pin: Pin) throws(EvidenceError) -> EvidenceEvent? {
        switch state {
        case .open: throw .notSealed(id)
        case .removed: throw .removed(id)
        case .sealed: return pins.insert(pin).inserted ? .pinned(pin) : nil
        }
    }

    /// Lets a pin go.
    package mutating func unpin(_ pin: Pin) throws(EvidenceError) -> EvidenceEvent {
        guard pins.remove(pin) != nil else { throw .notPinned(id, pin) }
        return .unpinned(pin)
    }

    /// Gives its files up; refused while a pin holds it.
    package mutating func remove() throws(EvidenceError) -> EvidenceEvent {
        switch state {
        case .open: throw .notSealed(id)
        case .removed: throw .removed(id)
        case .sealed(let seal):
            guard pins.isEmpty else { throw .pinned(id, pins) }
            state = .removed(seal)
            return .removed
        }
    }
}

/// What a bundle was sealed as.
package struct Seal: Hashable, Sendable {
    /// Of its tag manifest, which pins everything in it.
    package let digest: Digest
    package let files: Int64
    package let bytes: Int64
    /// The principal of the policy whose key signed.
    package let signer: String

    package init(digest: Digest, files: Int64, bytes: Int64, signer: String) {
        self.digest = digest
        self.files = files
        self.bytes = bytes
        self.signer = signer
    }
}

/// A reason to keep a bundle for as long as it stands.
package enum Pin: String, Hashable, Sendable, CaseIterable {
    /// Where the work on the task started from; one of a task's bundles.
    case baseline
    /// What the task's end rests on; one of a task's bundles.
    case finalDone = "final-done"
    /// Evidence that somebody has referred to.
    case evidence

    /// Whether only one of a task's bundles can have it.
    package var isUnique: Bool {
        switch self {
        case .baseline, .finalDone: true
        case .evidence: false
        }
    }
}
