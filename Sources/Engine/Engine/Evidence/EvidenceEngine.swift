import Digests
import Model
import Store

/// What happens to bundles of evidence.
///
/// The files themselves lie outside the ledger; who calls this has put them on the disk, or removes
/// them after it.
package struct EvidenceEngine {
    let change: Change

    /// The open bundle of a task; a new one where there is none.
    ///
    /// - Parameter folder: Where a new one lies in the task's repository; `nil` for the workspace's
    ///   own place.
    package func open(for task: TaskKey, in folder: String?) throws -> EvidenceBundle {
        if let open = try change.view.evidence.open(for: task) { return open.bundle }
        _ = try change.view.task(task)
        let id = BundleID(trusted: try change.view.counters.next(.bundle))
        try record(.opened(task, folder: folder), on: id)
        return EvidenceBundle(id: id, task: task, folder: folder)
    }

    /// Lists files that were put into an open bundle; what is listed as it was changes nothing.
    package func add(_ added: AddedEvidence, to id: BundleID) throws {
        let stored = try bundle(id)
        let event = try stored.bundle.add(added)
        let before = Set(try change.view.evidence.files(of: id))
        let isNew =
            !before.isSuperset(of: added.files)
            || (added.delivery != nil && stored.delivery != added.delivery)
            || (added.replay != nil && stored.replay != added.replay)
        guard isNew else { return }
        try record(event, on: id)
    }

    /// Notes that a bundle was sealed.
    ///
    /// - Returns: The bundle as it is then; one that was noted as the same before stays.
    package func seal(_ id: BundleID, as seal: Seal) throws -> EvidenceBundle {
        var bundle = try bundle(id).bundle
        if bundle.seal == seal { return bundle }
        try record(try bundle.seal(seal), on: id)
        return bundle
    }

    /// Pins a sealed bundle.
    ///
    /// - Returns: The bundle as it is then.
    package func pin(_ id: BundleID, as pin: Pin) throws -> EvidenceBundle {
        var bundle = try bundle(id).bundle
        if let event = try bundle.pin(pin) { try record(event, on: id) }
        return bundle
    }

    /// Lets a pin go.
    ///
    /// - Returns: The bundle as it is then.
    package func unpin(_ id: BundleID, from pin: Pin) throws -> EvidenceBundle {
        var bundle = try bundle(id).bundle
        try record(try bundle.unpin(pin), on: id)
        return bundle
    }

    /// Gives up all sealed bundles but the newest of each task and those that a pin holds.
    ///
    /// - Parameter count: How many of a task's sealed bundles stay, pinned ones included.
    /// - Returns: Whose files may go now.
    package func collect(keeping count: Int) throws -> [EvidenceBundle] {
        let sealed = try change.view.evidence.bundles().map(\.bundle).filter {
            if case .sealed = $0.state { true } else { false }
        }
        var collected: [EvidenceBundle] = []
        for (_, bundles) in Dictionary(grouping: sealed, by: \.task).sorted(by: { $0.key < $1.key })
        {
            for var bundle in bundles.dropLast(count) where bundle.pins.isEmpty {
                try record(try bundle.remove(), on: bundle.id)
                collected.append(bundle)
            }
        }
        return collected
    }

    private func bundle(_ id: BundleID) throws -> EvidenceStore.Stored {
        guard let stored = try change.view.evidence.bundle(id) else {
            throw EvidenceError.unknown(id)
        }
        return stored
    }

    private func record(_ event: EvidenceEvent, on id: BundleID) throws {
        try change.record(event.fact, on: Subject(.bundle, id.text))
    }
}
