/// What can be wrong with what is asked of a packet's lock.
package enum PacketLockError: Reportable, Equatable {
    case absent(TaskKey)
    case locked(TaskKey, by: String)
    case notLocked(TaskKey)
    case revised(TaskKey, signed: Int64, current: Int64)
    case altered(TaskKey)
    case same(TaskKey)

    package var code: String {
        switch self {
        case .absent: "packet.absent"
        case .locked: "packet.locked"
        case .notLocked: "packet.not_locked"
        case .revised: "packet.revised"
        case .altered: "packet.altered"
        case .same: "packet.same"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .absent, .notLocked: .notFound
        case .locked, .revised, .same: .conflict
        case .altered: .checkFailed
        }
    }

    package var message: String {
        switch self {
        case .absent(let key): "\(key) has no packet."
        case .locked(let key, let signer):
            "The packet of \(key) is locked by \(signer.printable(limit: 80)) and never changes."
        case .notLocked(let key): "The packet of \(key) is not locked."
        case .revised(let key, let signed, let current):
            "Revision \(signed) of \(key)'s packet was signed, and it is at \(current)."
        case .altered(let key): "The packet of \(key) is not what was locked."
        case .same(let key): "The text is that of \(key)'s packet: a variant differs."
        }
    }

    package var hint: String? {
        switch self {
        case .absent(let key): "`worklead task edit \(key) --packet FILE` gives it one."
        case .locked(let key, _):
            "`worklead packet variant \(key) --packet FILE` makes a task with the changed packet."
        case .notLocked(let key): "`worklead packet lock \(key)` locks it."
        case .revised(let key, _, _): "Read it again, then: `worklead packet lock \(key)`"
        case .altered: "`worklead ledger verify` tells whether the ledger was altered."
        case .same: nil
        }
    }
}
