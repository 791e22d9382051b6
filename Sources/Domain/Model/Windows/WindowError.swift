/// What can be wrong with what is asked of a window.
package enum WindowError: Reportable, Equatable {
    case unknown(WindowName)
    case taken(WindowName)
    case lookAlike(WindowName, existing: WindowName)
    /// Another window is open for one of the lanes.
    case overlaps(WindowName, WindowName)
    case closed(WindowName)
    case otherLane(WindowName, LaneKey)
    case notYours(WindowName, LaneKey)
    case unbundled(WindowName, [LaneKey])
    case noReason(WindowName)

    package var code: String {
        switch self {
        case .unknown: "window.unknown"
        case .taken: "window.taken"
        case .lookAlike: "window.look_alike"
        case .overlaps: "window.overlaps"
        case .closed: "window.closed"
        case .otherLane: "window.other_lane"
        case .notYours: "window.not_yours"
        case .unbundled: "window.unbundled"
        case .noReason: "window.no_reason"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike, .overlaps, .closed, .otherLane: .conflict
        case .notYours: .notAllowed
        case .unbundled: .checkFailed
        case .noReason: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name): "There is no window \(name)."
        case .taken(let name): "The window \(name) is there already."
        case .lookAlike(let name, let existing): "\(name) looks like the window \(existing)."
        case .overlaps(let name, let other):
            "\(name) would cover a lane for which \(other) is open."
        case .closed(let name): "The window \(name) is closed."
        case .otherLane(let name, let lane): "The window \(name) does not cover the lane \(lane)."
        case .notYours(let name, let lane):
            "Only who works in the lane \(lane) or who plans hands in its bundle for \(name)."
        case .unbundled(let name, let lanes):
            "The window \(name) can't be closed: there is no bundle of "
                + lanes.map(\.text).joined(separator: ", ") + "."
        case .noReason(let name):
            "The window \(name) is closed without a bundle only for a reason that is kept."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead window list` shows all."
        case .taken, .lookAlike: "Choose another name."
        case .overlaps(_, let other): "`worklead window close \(other)` ends that one first."
        case .closed: "Open the next one: `worklead window open NAME`"
        case .otherLane(let name, _): "`worklead window show \(name)` lists its lanes."
        case .notYours: nil
        case .unbundled(let name, let lanes):
            "`worklead window bundle \(lanes.first?.text ?? "LANE") --window \(name)`, or close "
                + "with `--without LANE --reason TEXT`."
        case .noReason: "Say why with `--reason TEXT`."
        }
    }
}
