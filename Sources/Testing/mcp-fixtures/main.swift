import Glibc
import MCP
import Telemetry

// Offers fixtures over standard input and output, or with `--http PORT` over HTTP. For tests alone:
// it is not a part of what is installed.

/// Pauses of this machine.
struct MachinePauses: WaitPausing {
    func pause(upTo duration: Duration) async throws -> Duration {
        try await Task.sleep(for: duration)
        return duration
    }
}

let secret = (0..<4).map { _ in String(UInt64.random(in: 0...UInt64.max), radix: 16) }.joined()
let server = MCPServer(
    FixtureProvider(states: SealedStates(secret: secret)),
    pauses: MachinePauses()
)
let words = Array(CommandLine.arguments.dropFirst())

if words.count == 2, words[0] == "--http", let port = Int(words[1]) {
    try await FixtureHTTP(exchange: MCPHTTPExchange(server)).serve(port: port)
} else {
    let output = Lock(STDOUT_FILENO)
    let connection = MCPConnection(server, asker: MCPAsker()) { line in
        output.withLock { descriptor in
            var rest = Array((line + "\n").utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
    let (chunks, source) = AsyncStream<[UInt8]>.makeStream()
    // It ends with the input, and the connection with it.
    let reading = Task.detached {
        while let line = readLine(strippingNewline: false) { source.yield(Array(line.utf8)) }
        source.finish()
    }
    await connection.serve(chunks)
    await reading.value
}
