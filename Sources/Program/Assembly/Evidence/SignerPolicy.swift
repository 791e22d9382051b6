import Engine
import GitKit
import Glibc
import Model
import SignatureKit

/// The file that says whose signatures count, and the asking of it.
struct SignerPolicy {
    let path: String
    let tool: SSHKeygen

    /// Who signed the bytes, by the policy.
    ///
    /// - Parameters:
    ///   - signature: The path of the signature.
    ///   - moment: When the key had to be valid; `nil` is now.
    func signer(
        of bytes: [UInt8],
        signature: String,
        shown: String,
        namespace: String = EvidenceNamespace.text,
        at moment: Timestamp?
    ) throws -> String {
        let time = moment?.compact
        let principals = try tool.principals(of: signature, policy: path, at: time)
        var failure: SSHSignatureError?
        for principal in principals {
            do throws(SSHSignatureError) {
                try tool.verify(
                    bytes,
                    signature: signature,
                    by: principal,
                    namespace: namespace,
                    policy: path,
                    at: time
                )
                return principal
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
        throw EvidenceFault.unknownSigner(path: shown, policy: path)
    }
}

extension Timestamp {
    /// `20261126093000Z`, as ssh-keygen takes it.
    fileprivate var compact: String {
        text.prefix(19).filter { ("0"..."9").contains($0) } + "Z"
    }
}

extension LocalCaller {
    /// ssh-keygen as this process runs it.
    var keygen: SSHKeygen {
        let time = time
        return SSHKeygen(environment: surroundings.environment) { time.elapsed() }
    }

    /// The policy: the given file, else that which the repository has committed, else the
    /// workspace's own, else the one that git checks commits with.
    func signerPolicy(_ given: String?, of repository: Repository?) throws -> SignerPolicy {
        if let given { return try policy(at: surroundings.absolute(given)) }
        let state = try open().found.stateDirectory
        if let repository, let file = try configuration(of: repository).signersFile {
            // As its main branch has it: what an agent writes in a worktree lets nobody sign.
            let repo = GitRepository(at: repository.path, program: git)
            let head = try repo.commit(repository.defaultBranch)
            let bytes = try repo.content(of: GitPath(file), in: head)
            let copy = state + "/allowed_signers.committed"
            try PrivateFile.write(String(decoding: bytes, as: UTF8.self), to: copy)
            return try policy(at: copy)
        }
        let own = state + "/allowed_signers"
        if access(own, R_OK) == 0 { return try policy(at: own) }
        if let repository,
            let file = try GitRepository(at: repository.path, program: git)
                .setting("gpg.ssh.allowedSignersFile")
        {
            return try policy(at: surroundings.expanded(file))
        }
        throw EvidenceFault.noPolicy(path: own)
    }

    private func policy(at path: String) throws -> SignerPolicy {
        guard access(path, R_OK) == 0 else { throw EvidenceFault.noPolicy(path: path) }
        return SignerPolicy(path: path, tool: keygen)
    }
}

extension Surroundings {
    /// A path of git's configuration: `~/` is the home.
    func expanded(_ path: String) -> String {
        guard path.hasPrefix("~/"), let home = variable("HOME") else { return absolute(path) }
        return home + path.dropFirst(1)
    }
}
