/// What can be wrong with an act on a lane.
package enum LaneError: Reportable, Equatable {
    case unknown(LaneKey)
    case taken(LaneKey)
    case lookAlike(LaneKey, existing: LaneKey)
    case alreadyParked(LaneKey)
    case notParked(LaneKey)
    case parked(LaneKey, reason: String)

    package var code: String {
        switch self {
        case .unknown: "lane.unknown"
        case .taken: "lane.taken"
        case .lookAlike: "lane.look_alike"
        case .alreadyParked: "lane.already_parked"
        case .notParked: "lane.not_parked"
        case .parked: "lane.parked"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike, .alreadyParked, .notParked, .parked: .conflict
        }
    }

    package var message: String {
        switch self {
        case .unknown(let key): "There is no lane '\(key)'."
        case .taken(let key): "There is already a lane '\(key)'."
        case .lookAlike(let key, let existing): "'\(key)' looks like the lane '\(existing)'."
        case .alreadyParked(let key): "The lane '\(key)' is parked already."
        case .notParked(let key): "The lane '\(key)' is not parked."
        case .parked(let key, let reason):
            "The lane '\(key)' is parked: \(reason.printable(limit: 200))."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead lane list` shows the lanes; `worklead lane add` adds one."
        case .parked(let key, _): "`worklead lane unpark \(key)` opens it again."
        case .taken, .lookAlike, .alreadyParked, .notParked: nil
        }
    }
}
