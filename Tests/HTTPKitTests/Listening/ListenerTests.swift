import CLinux
import Glibc
import HTTPKit
import HTTPServerKit
import Testing

extension HTTPTests {
    @Suite struct ListenerTests {
        @Test("A Unix socket is its owner's alone, and its file goes with it")
        func owner() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                let listener = try HTTPListener.unix(path)
                var status = stat()
                #expect(lstat(path, &status) == 0)
                #expect(status.st_mode & 0o7777 == 0o600)
                listener.close()
                #expect(lstat(path, &status) != 0)
                #expect(lstat(path + ".new", &status) != 0)
            }
        }

        @Test("A socket whose process is gone is replaced, a living one is not")
        func stale() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                // Bound and closed without its file being removed: what a killed process leaves.
                close(clinux_unix_bind(path, 0o600))
                let listener = try HTTPListener.unix(path)
                #expect(throws: HTTPListenerError.inUse(address: "unix:\(path)")) {
                    try HTTPListener.unix(path)
                }
                #expect(listener.address == .unix(path: path))
                // The draft of a process that was killed while it made one does no harm either.
                close(clinux_unix_bind("\(directory)/t.new", 0o600))
                _ = try HTTPListener.unix("\(directory)/t")
            }
        }

        @Test("A socket that stands there in its place by now is left alone")
        func replaced() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                let first = try HTTPListener.unix(path)
                unlink(path)
                let second = try HTTPListener.unix(path)
                first.close()
                var status = stat()
                #expect(lstat(path, &status) == 0)
                second.close()
                #expect(lstat(path, &status) != 0)
            }
        }

        @Test("What is not a socket is never removed")
        func file() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/file"
                close(open(path, O_CREAT | O_WRONLY, 0o600))
                #expect(throws: HTTPListenerError.notASocket(path: path)) {
                    try HTTPListener.unix(path)
                }
                var status = stat()
                #expect(lstat(path, &status) == 0)
            }
        }

        @Test("A path that is too long, or leads nowhere, is said")
        func badPaths() throws {
            let path = "/tmp/" + String(repeating: "a", count: 120)
            let error = #expect(throws: HTTPListenerError.self) { try HTTPListener.unix(path) }
            #expect(error?.code == "http.path_too_long")
            #expect(error?.message.contains("103 bytes") == true)
            let nowhere = #expect(throws: HTTPListenerError.self) {
                try HTTPListener.unix("/nowhere/at/all")
            }
            #expect(nowhere?.message.contains("no such file or directory") == true)
        }

        @Test("A port that is taken is said, or the next one is taken")
        func fallback() throws {
            let first = try HTTPListener.loopback(port: 0)
            guard case .loopback(let port) = first.address else {
                Issue.record("\(first.address)")
                return
            }
            #expect(port > 0)
            #expect(throws: HTTPListenerError.inUse(address: "127.0.0.1:\(port)")) {
                try HTTPListener.loopback(port: port)
            }
            let second = try HTTPListener.loopback(firstFreeOf: [port, 0])
            #expect(second.address != first.address)
            #expect(throws: HTTPListenerError.inUse(address: "127.0.0.1:\(port)")) {
                try HTTPListener.loopback(firstFreeOf: [port, port])
            }
            #expect(throws: HTTPListenerError.noSuchPort(65536)) {
                try HTTPListener.loopback(port: 65536)
            }
        }

        @Test("The sockets of a service manager are taken up, if they are meant for this process")
        func activation() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                let descriptors = [clinux_unix_bind(path, 0o600), clinux_loopback_bind(0)]
                for descriptor in descriptors { #expect(clinux_listen(descriptor) == 0) }
                // Two in a row, as they are passed: high up, where nobody else takes numbers.
                let first: Int32 = 900
                for (index, descriptor) in descriptors.enumerated() {
                    dup2(descriptor, first + Int32(index))
                    close(descriptor)
                }
                func inherited(_ process: Int32, _ count: String) throws -> [HTTPListener] {
                    try HTTPListener.inherited(
                        environment: ["LISTEN_PID": "\(process)", "LISTEN_FDS": count],
                        process: getpid(),
                        first: first
                    )
                }
                #expect(try inherited(getpid() + 1, "2").isEmpty)
                #expect(
                    try HTTPListener.inherited(environment: [:], process: getpid()).isEmpty
                )
                #expect(throws: HTTPListenerError.self) { try inherited(getpid(), "many") }
                let listeners = try inherited(getpid(), "2")
                #expect(listeners.first?.address == .unix(path: path))
                #expect(fcntl(first, F_GETFD) & FD_CLOEXEC != 0)
                try await withServer(listeners) { _ in
                    for listener in listeners {
                        let client = HTTPClient(listener.address, clock: monotonic)
                        let answer = try client.send(.get, "/")
                        #expect(answer.status == .ok)
                    }
                }
                #expect(throws: HTTPListenerError.self) { try inherited(getpid(), "1") }
                // The file is the manager's.
                var status = stat()
                #expect(lstat(path, &status) == 0)
            }
        }
    }
}
