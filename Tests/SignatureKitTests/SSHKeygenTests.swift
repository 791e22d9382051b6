import Glibc
import SignatureKit
import SubprocessKit
import Testing

@Suite("Signatures with SSH keys")
struct SSHKeygenTests {
    private let namespace = "evidence@worklead"
    private let message = Array("what is signed\n".utf8)

    @Test("A signature by a key of the policy verifies, and names its principal")
    func verifies() throws {
        try Keys.with { keys in
            let path = try keys.sign(message, namespace)
            try keys.policy("ada@example.org namespaces=\"\(namespace)\" \(keys.publicKey)")
            #expect(
                try keys.tool.principals(of: path, policy: keys.policyPath) == ["ada@example.org"]
            )
            try keys.verify(message, path, "ada@example.org", namespace)
        }
    }

    @Test("Other bytes, another namespace, another principal and an expired key are refused")
    func refuses() throws {
        try Keys.with { keys in
            let path = try keys.sign(message, namespace)
            try keys.policy("ada@example.org namespaces=\"\(namespace)\" \(keys.publicKey)")
            #expect(throws: SSHSignatureError.self) {
                try keys.verify(message + [1], path, "ada@example.org", namespace)
            }
            #expect(throws: SSHSignatureError.self) {
                try keys.verify(message, path, "ada@example.org", "git")
            }
            #expect(throws: SSHSignatureError.self) {
                try keys.verify(message, path, "brian@example.org", namespace)
            }
            try keys.policy("ada@example.org namespaces=\"git\" \(keys.publicKey)")
            #expect(throws: SSHSignatureError.self) {
                try keys.verify(message, path, "ada@example.org", namespace)
            }
            try keys.policy("ada@example.org valid-before=\"20200101Z\" \(keys.publicKey)")
            #expect(throws: SSHSignatureError.self) {
                try keys.verify(message, path, "ada@example.org", namespace)
            }
            try keys.verify(message, path, "ada@example.org", namespace, at: "20191231000000Z")
        }
    }

    @Test("A key that is not there does not sign, and the error names it")
    func refusesMissingKeys() throws {
        try Keys.with { keys in
            let missing = keys.folder + "/none"
            let error = #expect(throws: SSHSignatureError.self) {
                try keys.tool.sign(message, with: missing, namespace: namespace)
            }
            #expect(error?.message.contains(missing) == true)
        }
    }

    @Test("Where ssh-keygen is missing, the error says so")
    func saysWhatIsMissing() {
        let tool = SSHKeygen(environment: ["PATH": "/nowhere"]) { .zero }
        let error = #expect(throws: SSHSignatureError.self) {
            try tool.sign([], with: "key", namespace: namespace)
        }
        #expect(error?.code == "signature.no_program")
    }
}

/// A key in a folder that is removed afterwards.
private struct Keys {
    let folder: String
    let tool: SSHKeygen
    let publicKey: String

    var policyPath: String { folder + "/allowed_signers" }

    static func with(_ body: (Keys) throws -> Void) throws {
        var template = Array("/tmp/worklead-keys-XXXXXX".utf8CString)
        let made = try #require(mkdtemp(&template))
        let folder = String(cString: made)
        let environment = ["PATH": "/usr/bin:/bin", "HOME": folder]
        defer {
            for name in ["key", "key.pub", "allowed_signers", "message.sig"] {
                unlink(folder + "/" + name)
            }
            rmdir(folder)
        }
        let clock: @Sendable () -> Duration = { .zero }
        _ = try Subprocess(
            "ssh-keygen",
            ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", folder + "/key"],
            environment: environment
        ).run(clock: clock)
        let tool = SSHKeygen(environment: environment, clock: clock)
        let key = try tool.publicKey(of: folder + "/key")
        try body(Keys(folder: folder, tool: tool, publicKey: key))
    }

    func sign(_ message: [UInt8], _ namespace: String) throws -> String {
        let path = folder + "/message.sig"
        try write(
            try tool.sign(message, with: folder + "/key", namespace: namespace),
            to: path
        )
        return path
    }

    func policy(_ line: String) throws { try write(line + "\n", to: policyPath) }

    func verify(
        _ message: [UInt8],
        _ path: String,
        _ principal: String,
        _ namespace: String,
        at moment: String? = nil
    ) throws {
        try tool.verify(
            message,
            signature: path,
            by: principal,
            namespace: namespace,
            policy: policyPath,
            at: moment
        )
    }

    private func write(_ text: String, to path: String) throws {
        let file = try #require(fopen(path, "w"))
        fputs(text, file)
        fclose(file)
    }
}
