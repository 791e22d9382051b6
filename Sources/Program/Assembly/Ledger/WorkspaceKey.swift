import Digests
import Model
import SignatureKit

/// The Ed25519 key with which a workspace signs what it says of itself: checkpoints of its ledger
/// and statements about its bundles.
///
/// It lies beside the ledger, for its owner alone, in the form of Go's `note` package.
enum WorkspaceKey {
    private static let prefix = "PRIVATE+KEY+"

    /// The key, if it was made before.
    static func existing(in stateDirectory: String) throws -> (note: NoteSigner, key: SigningKey)? {
        let path = file(in: stateDirectory)
        return try PrivateFile.read(path).map { try read($0, path) }
    }

    private static func file(in stateDirectory: String) -> String { stateDirectory + "/ledger.key" }

    /// The key; it is made when something is first signed.
    ///
    /// - Parameter seed: 32 random bytes as hexadecimal digits, for a new one.
    static func signer(
        in stateDirectory: String,
        of workspace: WorkspaceName,
        seed: () -> String
    ) throws -> (note: NoteSigner, key: SigningKey) {
        let path = file(in: stateDirectory)
        if let made = try existing(in: stateDirectory) { return made }
        // Two processes that both find none must not make two.
        let lock = try FileLock(path + ".lock")
        defer { withExtendedLifetime(lock) {} }
        if let made = try existing(in: stateDirectory) { return made }
        let name = "worklead/\(workspace)"
        guard let digest = Digest(seed()), let key = SigningKey(seed: digest.bytes),
            let note = NoteSigner(name: name, key: key)
        else { throw WorkspaceKeyError(path: path) }
        let shown = note.verifier.description.split(separator: "+")
        let text = "\(prefix)\(name)+\(shown[1])+\(Base64.text([1] + key.seed))\n"
        try PrivateFile.write(text, to: path)
        return (note, key)
    }

    private static func read(
        _ text: String,
        _ path: String
    ) throws -> (note: NoteSigner, key: SigningKey) {
        let line = text.prefix { $0 != "\n" }
        let parts = line.dropFirst(prefix.count).split(separator: "+", maxSplits: 2)
        guard line.hasPrefix(prefix), parts.count == 3,
            let bytes = Base64.bytes(String(parts[2])), bytes.first == 1,
            let key = SigningKey(seed: Array(bytes.dropFirst())),
            let note = NoteSigner(name: String(parts[0]), key: key),
            note.verifier.description.hasPrefix("\(parts[0])+\(parts[1])+")
        else { throw WorkspaceKeyError(path: path) }
        return (note, key)
    }
}

/// A key's file that holds no key.
struct WorkspaceKeyError: Reportable {
    let path: String

    var code: String { "ledger.bad_key" }
    var category: ErrorCategory { .failure }
    var message: String { "'\(path.printable(limit: 200))' holds no key of the workspace." }
    var hint: String? { "Put the file back from a backup: checkpoints are checked with it." }
}
