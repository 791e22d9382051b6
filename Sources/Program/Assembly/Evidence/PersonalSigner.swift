import Commands
import GitKit
import Glibc
import Model
import SignatureKit
import SubprocessKit

/// Signs with the key of whoever runs the command.
struct PersonalSigner: EvidenceSigning {
    let surroundings: Surroundings
    let git: GitProgram
    let time: any TimeSource

    func sign(_ text: String, namespace: String, key: String?) throws -> String {
        let time = time
        let tool = SSHKeygen(environment: surroundings.environment) { time.elapsed() }
        if let key {
            let path = surroundings.expanded(key)
            return try tool.sign(Array(text.utf8), with: path, namespace: namespace)
        }
        guard let found = try configured() ?? (try held()) else { throw NoSigningKeyError() }
        switch found {
        case .file(let path):
            return try tool.sign(Array(text.utf8), with: path, namespace: namespace)
        case .held(let line):
            return try signed(text, namespace, tool, line)
        }
    }

    private enum Key {
        /// The file of a key.
        case file(String)
        /// A public key as one line, whose private one an agent holds.
        case held(String)
    }

    /// The key that git signs with, if it is an SSH key.
    private func configured() throws -> Key? {
        guard
            let setting = try GitRepository(at: surroundings.directory, program: git)
                .setting("user.signingkey")
        else { return nil }
        if setting.hasPrefix("key::") { return .held(String(setting.dropFirst(5))) }
        if setting.hasPrefix("ssh-") || setting.hasPrefix("ecdsa-") { return .held(setting) }
        // The id of an OpenPGP key is the name of no file.
        let path = surroundings.expanded(setting)
        return access(path, R_OK) == 0 ? .file(path) : nil
    }

    /// The first key of the agent.
    private func held() throws -> Key? {
        guard surroundings.variable("SSH_AUTH_SOCK") != nil else { return nil }
        let time = time
        let listing = Subprocess(
            "ssh-add",
            ["-L"],
            environment: surroundings.environment.filter {
                ["PATH", "HOME", "SSH_AUTH_SOCK"].contains($0.key)
            },
            wallLimit: .seconds(20)
        )
        let result = try listing.run(clock: { time.elapsed() })
        guard result.isSuccess, let line = result.output.text.split(separator: "\n").first else {
            return nil
        }
        return .held(String(line))
    }

    /// ssh-keygen takes the public key of an agent's from a file.
    private func signed(
        _ text: String,
        _ namespace: String,
        _ tool: SSHKeygen,
        _ line: String
    ) throws -> String {
        let file = (surroundings.variable("TMPDIR") ?? "/tmp") + "/worklead-key-\(getpid()).pub"
        unlink(file)
        try PrivateFile.write(line + "\n", to: file)
        defer { unlink(file) }
        return try tool.sign(Array(text.utf8), with: file, namespace: namespace)
    }
}

/// There is no key to sign with.
struct NoSigningKeyError: Reportable {
    var code: String { "signature.no_key" }
    var category: ErrorCategory { .usage }
    var message: String { "There is no SSH key to sign with." }
    var hint: String? {
        "Name one with `--signing-key FILE`, set git's user.signingkey, or add one to the agent: ssh-add"
    }
}
