import Glibc
import Model
import Replay
import SubprocessKit
import TestSupport
import Testing

@Suite("Checks reach no network but their own loopback", .serialized)
struct NetworkTests {
    private static func connect(_ port: UInt16) -> String {
        """
        python3 -c "
        import socket
        socket.create_connection(('127.0.0.1', \(port)), 2).close()"
        """
    }

    /// Listens on a port of the machine's loopback device for the length of the body.
    private func withListener(_ body: (UInt16) throws -> Void) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, size) == 0 && listen(listener, 16) == 0
                    && getsockname(listener, $0, &size) == 0
            }
        }
        try #require(bound)
        try body(UInt16(bigEndian: address.sin_port))
    }

    @Test(
        "A service of the machine is out of reach, unless the profile gives the host's network",
        arguments: Trampoline.kinds
    )
    func hostServices(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            try withListener { port in
                let commit = try repository.commit()
                let check = Self.connect(port)
                let inside = try repository.replay(commit, [check], kind: kind)
                #expect(inside.evidence.results.first?.ending == .exited(1))
                #expect(inside.evidence.results.first?.text.contains("refused") == true)
                let host = try repository.replay(
                    commit,
                    [check],
                    kind: kind,
                    profile: .quick.with { $0.network = .host }
                )
                #expect(host.evidence.results.first?.ending == .exited(0))
                #expect(host.gaps.contains(.hostNetwork))
                #expect(!host.evidence.sandbox.layers.contains(.networkNamespace))
                let outside = try repository.replay(commit, [check], kind: .none)
                #expect(outside.evidence.results.first?.ending == .exited(0))
            }
        }
    }

    @Test("An address outside is unreachable at once", arguments: Trampoline.kinds)
    func outsideAddress(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let commit = try repository.commit()
            let record = try repository.replay(
                commit,
                [
                    """
                    python3 -c "
                    import socket
                    socket.create_connection(('192.0.2.1', 80), 5)"
                    """
                ],
                kind: kind
            )
            #expect(record.evidence.results.first?.text.contains("unreachable") == true)
        }
    }

    @Test("Checks can serve and call themselves over loopback", arguments: Trampoline.kinds)
    func ownLoopback(kind: SandboxKind) throws {
        try TestRepository.with { repository in
            let commit = try repository.commit([
                "serve.py": """
                import socket, threading
                for family, host in ((socket.AF_INET, '127.0.0.1'), (socket.AF_INET6, '::1')):
                    server = socket.socket(family)
                    server.bind((host, 0))
                    server.listen()
                    def answer():
                        server.accept()[0].sendall(b'hello')
                    thread = threading.Thread(target=answer)
                    thread.start()
                    client = socket.create_connection(server.getsockname()[:2], 5)
                    assert client.recv(5) == b'hello'
                    thread.join()

                """
            ])
            let record = try repository.replay(commit, ["python3 serve.py"], kind: kind)
            #expect(
                record.evidence.results.first?.ending == .exited(0),
                "\(record.evidence.results.first?.text ?? "")"
            )
        }
    }

    @Test("A service's socket in a runtime directory is out of reach", arguments: Trampoline.kinds)
    func unixSocket(kind: SandboxKind) throws {
        guard geteuid() == 0 else { return }
        try TestRepository.with { repository in
            let path = "/run/replay-test-\(getpid()).sock"
            defer { unlink(path) }
            let server = try Subprocess(
                "python3",
                [
                    "-c",
                    """
                    import socket, sys, os
                    s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen()
                    os.chmod(sys.argv[1], 0o777)
                    while True: s.accept()
                    """, path,
                ],
                environment: ["PATH": "/usr/bin:/bin"],
                output: .discarded
            ).spawn(clock: monotonic)
            var status = stat()
            #expect(eventually { stat(path, &status) == 0 && status.st_mode & 0o777 == 0o777 })
            let commit = try repository.commit()
            let check = """
                python3 -c "
                import socket
                socket.socket(socket.AF_UNIX).connect('\(path)')"
                """
            let inside = try repository.replay(commit, [check], kind: kind)
            #expect(inside.evidence.results.first?.ending == .exited(1))
            let outside = try repository.replay(commit, [check], kind: .none)
            #expect(outside.evidence.results.first?.ending == .exited(0))
            _ = try server.terminate(grace: .zero)
        }
    }
}
