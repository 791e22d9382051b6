/// What can be wrong with what is asked of a bundle.
package enum EvidenceError: Reportable, Equatable {
    case unknown(BundleID)
    case noneOpen(TaskKey)
    case notOpen(BundleID)
    case notSealed(BundleID)
    case removed(BundleID)
    case empty(BundleID)
    case pinned(BundleID, Set<Pin>)
    case notPinned(BundleID, Pin)
    case nothingDelivered(TaskKey)

    package var code: String {
        switch self {
        case .unknown: "evidence.unknown"
        case .noneOpen: "evidence.none_open"
        case .notOpen: "evidence.not_open"
        case .notSealed: "evidence.not_sealed"
        case .removed: "evidence.removed"
        case .empty: "evidence.empty"
        case .pinned: "evidence.pinned"
        case .notPinned: "evidence.not_pinned"
        case .nothingDelivered: "evidence.nothing_delivered"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown, .noneOpen: .notFound
        case .notOpen, .notSealed, .removed, .pinned, .notPinned, .nothingDelivered: .conflict
        case .empty: .checkFailed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no bundle \(id)."
        case .noneOpen(let task): "\(task) has no open bundle."
        case .notOpen(let id): "\(id) is sealed: nothing can be added to it or changed in it."
        case .notSealed(let id): "\(id) is not sealed."
        case .removed(let id): "The files of \(id) were removed."
        case .empty(let id): "\(id) has no files to seal."
        case .pinned(let id, let pins):
            "\(id) is pinned as \(pins.map(\.rawValue).sorted().joined(separator: ", "))."
        case .notPinned(let id, let pin): "\(id) is not pinned as \(pin.rawValue)."
        case .nothingDelivered(let task): "\(task) has no delivery to gather evidence from."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead evidence list` shows the bundles."
        case .noneOpen(let task): "`worklead evidence bundle \(task)` gathers one."
        case .notOpen: "A new bundle is opened by `worklead evidence bundle TASK`."
        case .notSealed(let id): "`worklead evidence seal \(id)` seals it."
        case .removed: nil
        case .empty: "`worklead evidence add TASK FILE` adds files."
        case .pinned(let id, _): "`worklead evidence list --bundle \(id)` shows its pins."
        case .notPinned(let id, _): "`worklead evidence list --bundle \(id)` shows its pins."
        case .nothingDelivered: "`worklead evidence add TASK FILE` adds files without a delivery."
        }
    }
}
