import Glibc
import Testing

/// A workspace with an agent who comes over HTTP alone.
final class Elsewhere {
    let session: CommandLineSession
    let token: String
    let port: Int

    init() throws {
        session = try CommandLineSession()
        port = try Self.freePort()
        try session.good("agent", "register", "ada")
        token =
            try session.good("token", "create", "ada", "--print", "token").output
            .split(separator: "\n").map(String.init).first ?? ""
        try session.shell("mkdir -p far")
    }

    deinit { down() }

    func up() throws { try session.good("up", "--port", "\(port)") }

    func down() { _ = session.run("down", "--reason", "the test is over") }

    /// Runs the program as ada, who has nothing of the workspace but the token.
    func far(
        _ words: String...,
        also: [String: String] = [:],
        input: String? = nil
    ) -> CommandLineSession.Run {
        let (directory, environment) = (session.directory, session.environment)
        defer { (session.directory, session.environment) = (directory, environment) }
        session.directory = session.folder + "/far"
        session.environment["XDG_STATE_HOME"] = session.folder + "/far/state"
        session.environment["WORKLEAD_GATEWAY"] =
            "http://127.0.0.1:1, http://localhost:\(port)/"
        session.environment["WORKLEAD_TOKEN"] = token
        session.environment.merge(also) { $1 }
        return session.run(words: words, input: input)
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let failure = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, size) != 0
                    || getsockname(descriptor, pointer, &size) != 0
            }
        }
        try #require(!failure)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
