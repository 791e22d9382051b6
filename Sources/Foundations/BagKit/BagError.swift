import CLinux

/// What is wrong with a bag, or with what was to go into one.
package enum BagError: Error, Hashable, Sendable {
    case badName(name: String, fault: String)
    case notABag(path: String, fault: String)
    /// The content is not what the manifests say; each list is sorted.
    case differs(path: String, altered: [String], missing: [String], unlisted: [String])
    case exists(path: String)
    case unusable(doing: String, path: String, errno: Int32)

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .badName: "bag.bad_name"
        case .notABag: "bag.malformed"
        case .differs: "bag.differs"
        case .exists: "bag.exists"
        case .unusable: "bag.unusable"
        }
    }

    /// A sentence with the values.
    package var message: String {
        switch self {
        case .badName(let name, let fault): "'\(name)' can't be a name in a bag: \(fault)."
        case .notABag(let path, let fault): "'\(path)' is not a bag that counts: \(fault)."
        case .differs(let path, let altered, let missing, let unlisted):
            "'\(path)' is not what its manifest says: "
                + [("altered", altered), ("missing", missing), ("not listed", unlisted)]
                .filter { !$0.1.isEmpty }
                .map { "\($0.0): \(Self.shown($0.1))" }.joined(separator: "; ") + "."
        case .exists(let path): "'\(path)' is there already."
        case .unusable(let doing, let path, let number):
            "Can't \(doing) '\(path)': \(String(cString: clinux_errno_text(number)))."
        }
    }

    private static func shown(_ names: [String]) -> String {
        let first = names.prefix(5).joined(separator: ", ")
        return names.count > 5 ? "\(first) and \(names.count - 5) more" : first
    }
}
