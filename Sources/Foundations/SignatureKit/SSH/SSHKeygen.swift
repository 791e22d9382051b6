import Glibc
import SubprocessKit

/// Signatures with people's own SSH keys, made and checked by `ssh-keygen -Y`.
///
/// Who may sign what, and from when to when, stands in a file of allowed signers (ssh-keygen(1),
/// "ALLOWED SIGNERS"): principals, options, key.
package struct SSHKeygen: Sendable {
    private let environment: [String: String]
    private let clock: @Sendable () -> Duration

    /// - Parameter environment: Of it, the search path, the home, the agent's socket and what asks
    ///   for a passphrase are passed on.
    package init(environment: [String: String], clock: @escaping @Sendable () -> Duration) {
        self.environment = environment.filter { Self.passedOn.contains($0.key) }
        self.clock = clock
    }

    private static let passedOn: Set = [
        "PATH", "HOME", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE", "DISPLAY",
        "WAYLAND_DISPLAY", "TMPDIR",
    ]

    /// Signs bytes with a key.
    ///
    /// - Parameter key: The file of a private key, or of a public one whose private one an agent
    ///   holds.
    /// - Returns: The signature, armoured.
    package func sign(
        _ bytes: [UInt8],
        with key: String,
        namespace: String
    ) throws(SSHSignatureError) -> String {
        let result = try run(["-Y", "sign", "-q", "-f", key, "-n", namespace], input: bytes)
        let text = result.output.text
        guard result.isSuccess, text.hasPrefix("-----BEGIN SSH SIGNATURE-----") else {
            throw .notSigned(key: key, reason: result.complaint)
        }
        return text
    }

    /// Asks whether a file is a signature of the bytes by a principal of the policy.
    ///
    /// - Parameters:
    ///   - signature: The path of the signature.
    ///   - policy: The path of the file of allowed signers.
    ///   - moment: When the key had to be valid: `20261126093000Z`; `nil` is now.
    package func verify(
        _ bytes: [UInt8],
        signature: String,
        by principal: String,
        namespace: String,
        policy: String,
        at moment: String? = nil
    ) throws(SSHSignatureError) {
        let words = ["-Y", "verify", "-f", policy, "-I", principal, "-n", namespace]
        let result = try run(words + Self.time(moment) + ["-s", signature], input: bytes)
        guard result.isSuccess else {
            throw .notVerified(principal: principal, reason: result.complaint)
        }
    }

    /// The principals of the policy whose key made the signature; empty where there is none.
    ///
    /// It says nothing of what was signed.
    package func principals(
        of signature: String,
        policy: String,
        at moment: String? = nil
    ) throws(SSHSignatureError) -> [String] {
        let words = ["-Y", "find-principals", "-f", policy]
        let result = try run(words + Self.time(moment) + ["-s", signature], input: [])
        guard result.isSuccess else { return [] }
        return result.output.text.split(separator: "\n").flatMap { $0.split(separator: ",") }
            .map(String.init)
    }

    /// The fingerprint of a key's file, public or private: `SHA256:…`.
    package func fingerprint(of key: String) throws(SSHSignatureError) -> String {
        let result = try run(["-l", "-f", key], input: [])
        let words = result.output.text.split(separator: " ")
        guard result.isSuccess, words.count >= 2 else {
            throw .notSigned(key: key, reason: result.complaint)
        }
        return String(words[1])
    }

    /// The public part of a private key's file, as one line.
    package func publicKey(of key: String) throws(SSHSignatureError) -> String {
        let result = try run(["-y", "-f", key], input: [])
        guard result.isSuccess else { throw .notSigned(key: key, reason: result.complaint) }
        return String(result.output.text.prefix { $0 != "\n" })
    }

    private static func time(_ moment: String?) -> [String] {
        moment.map { ["-O", "verify-time=\($0)"] } ?? []
    }

    private func run(
        _ arguments: [String],
        input: [UInt8]
    ) throws(SSHSignatureError) -> ProcessResult {
        let program = Subprocess(
            "ssh-keygen",
            arguments,
            environment: environment,
            input: .bytes(input),
            // A passphrase may have to be typed somewhere.
            wallLimit: .seconds(120)
        )
        do {
            return try program.run(clock: clock)
        } catch {
            throw .unavailable(reason: error.message)
        }
    }
}

extension ProcessResult {
    /// What the program said of its failure, on one line.
    fileprivate var complaint: String {
        let lines = (error.text + output.text).split(whereSeparator: \.isNewline)
        guard let last = lines.last(where: { !$0.hasPrefix("Signing file") }) else {
            return "ssh-keygen ended with \(ending)"
        }
        return last.last == "." ? String(last.dropLast()) : String(last)
    }
}
