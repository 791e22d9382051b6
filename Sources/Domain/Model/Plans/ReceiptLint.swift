import Digests

/// What was found where a receipt should be.
package enum ReceiptFound: Hashable, Sendable {
    case missing
    case folder
    /// It is there, and git is told to leave it out.
    case ignored
    /// It is there, and git does not have it.
    case untracked
    /// git has it; with what is wrong with its content.
    case tracked(ReceiptFault?)
}

/// What can be wrong with the content of a receipt.
package enum ReceiptFault: Hashable, Sendable {
    case empty
    /// What its name says that it is, and why it is none.
    case unparsed(String)

    /// Looks at a receipt's content: JSON and JSON Lines have to be what they are called.
    package init?(of bytes: [UInt8], named path: String) {
        guard bytes.contains(where: { !Self.spaces.contains($0) }) else {
            self = .empty
            return
        }
        if path.hasSuffix(".json") {
            guard let fault = Self.fault(in: bytes[...]) else { return nil }
            self = .unparsed("it is no JSON: \(fault)")
        } else if path.hasSuffix(".jsonl") || path.hasSuffix(".ndjson") {
            let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            for (index, line) in lines.enumerated()
            where line.contains(where: { !Self.spaces.contains($0) }) {
                guard let fault = Self.fault(in: line) else { continue }
                self = .unparsed("line \(index + 1) is no JSON: \(fault)")
                return
            }
            return nil
        } else {
            return nil
        }
    }

    private static let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D]

    private static func fault(in bytes: ArraySlice<UInt8>) -> String? {
        do throws(JSONError) {
            _ = try JSONValue(parsing: Array(bytes))
            return nil
        } catch {
            return "\(error.reason.rawValue), at byte \(error.offset)"
        }
    }
}

// Strict rules: receipts are there, git has them, and they are what they are called.
extension PlanOutline {
    /// What is wrong with the receipts.
    ///
    /// - Parameter found: What was found under the paths that stay in the repository.
    package func receiptFindings(_ found: [String: ReceiptFound]) -> [PlanFinding] {
        let placed = placedReceipts
        guard !placed.isEmpty else {
            return state == .done
                ? [PlanFinding(.receiptsNone, "receipts", "The plan is done, and has no receipt.")]
                : []
        }
        return placed.compactMap { place, path in
            let shown = "'\(path.printable(limit: 200))'"
            guard ReceiptPath.isInside(path) else {
                return PlanFinding(
                    .receiptOutside,
                    place,
                    "\(shown) is no path from the repository's top on that stays in it."
                )
            }
            switch found[path] ?? .missing {
            case .missing:
                return PlanFinding(.receiptMissing, place, "\(shown) is not there.")
            case .folder:
                return PlanFinding(.receiptFolder, place, "\(shown) is a folder, and no receipt.")
            case .ignored:
                return PlanFinding(.receiptIgnored, place, "git is told to leave out \(shown).")
            case .untracked:
                return PlanFinding(.receiptUntracked, place, "git does not track \(shown).")
            case .tracked(nil): return nil
            case .tracked(.empty?):
                return PlanFinding(.receiptEmpty, place, "\(shown) is empty.")
            case .tracked(.unparsed(let fault)?):
                return PlanFinding(.receiptUnparsed, place, "\(shown) can't be read: \(fault).")
            }
        }
    }
}
