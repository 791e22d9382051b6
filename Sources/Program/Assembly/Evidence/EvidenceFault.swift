import BagKit
import Digests
import Model
import SignatureKit

/// Why a bundle on the disk is not what it should be.
enum EvidenceFault: Reportable, Equatable {
    case absent(path: String)
    case unsigned(path: String)
    case noPolicy(path: String)
    case unknownSigner(path: String, policy: String)
    case otherFiles(BundleID, paths: [String])
    case otherDigest(BundleID, found: Digest, sealed: Digest)
    case nothingAsked

    var code: String {
        switch self {
        case .absent: "evidence.absent"
        case .unsigned: "evidence.unsigned"
        case .noPolicy: "evidence.no_policy"
        case .unknownSigner: "evidence.unknown_signer"
        case .otherFiles, .otherDigest: "evidence.altered"
        case .nothingAsked: "evidence.nothing_asked"
        }
    }

    var category: ErrorCategory {
        switch self {
        case .absent: .notFound
        case .noPolicy, .nothingAsked: .usage
        case .unsigned, .unknownSigner, .otherFiles, .otherDigest: .checkFailed
        }
    }

    var message: String {
        switch self {
        case .absent(let path): "There is no bundle at '\(path.printable(limit: 200))'."
        case .unsigned(let path): "The bundle '\(path.printable(limit: 200))' has no signature."
        case .noPolicy: "Nothing says whose signatures count."
        case .unknownSigner(let path, let policy):
            "'\(path.printable(limit: 200))' is signed by nobody whom "
                + "'\(policy.printable(limit: 200))' lists."
        case .otherFiles(let id, let paths):
            "\(id) has other files than the ledger says: "
                + "\(paths.prefix(5).map { $0.printable(limit: 120) }.joined(separator: ", "))."
        case .otherDigest(let id, let found, let sealed):
            "\(id) was sealed as \(sealed.short), and what lies in its place is \(found.short)."
        case .nothingAsked: "Neither what is to be done nor with which bundle was said."
        }
    }

    var hint: String? {
        switch self {
        case .absent: "`worklead evidence list` shows where the bundles lie."
        case .unsigned: "An open bundle is sealed by `worklead evidence seal`."
        case .noPolicy(let path):
            "`echo \"NAME $(cat KEY.pub)\" >> \(path)` lets NAME sign."
        case .unknownSigner(_, let policy): "Look at the names and keys in \(policy)."
        case .otherFiles, .otherDigest: nil
        case .nothingAsked: "See `worklead evidence --help`."
        }
    }
}

/// What signatures of bundles are made for, so that no other signature of the key is taken for one.
enum EvidenceNamespace {
    static let text = "evidence@worklead"
}

extension BagError: Reportable {
    package var category: ErrorCategory {
        switch self {
        case .badName: .usage
        case .notABag, .differs: .checkFailed
        case .exists: .conflict
        case .unusable: .failure
        }
    }

    package var hint: String? {
        switch self {
        case .badName: "Names in a bundle are plain: see docs/evidence.md."
        case .differs: "What was altered can't be mended: gather the evidence again."
        case .notABag, .exists, .unusable: nil
        }
    }
}

extension SSHSignatureError: Reportable {
    package var category: ErrorCategory {
        switch self {
        case .notSigned, .unavailable: .failure
        case .notVerified: .checkFailed
        }
    }
}
