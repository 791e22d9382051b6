import Assembly
import Commands
import Digests
import Gateway
import HTTPKit
import MCP
import Model
import Operations
import Telemetry

extension Mount {
    /// The Model Context Protocol over HTTP, each request for itself.
    ///
    /// - Parameter runner: Where answers are written that last.
    static func mcp(
        time: SystemTime,
        ledger: AnnouncedLedger,
        runner: any TaskExecutor
    ) -> Mount {
        Mount(name: "mcp") { request, caller, options in
            let pauses = MeasuredPauses(time: time)
            let provider = WorkspaceProvider(
                caller,
                pauses: pauses,
                ledger: ledger,
                version: ProgramRelease.version
            )
            // The gateway has looked at Host and Origin.
            let server = MCPServer(provider, pauses: pauses, ledger: ledger)
            let exchange = MCPHTTPExchange(server, hosts: nil)
            let asked = MCPHTTPRequest(
                method: request.method.rawValue,
                headers: request.headers.fields.map { ($0.name, $0.value) },
                body: request.body
            )
            let answer = await exchange.answer(asked, from: MCPAsker(options: options))
            return HTTPResponse(answer, on: runner)
        }
    }
}

extension HTTPResponse {
    fileprivate init(_ response: MCPHTTPResponse, on runner: any TaskExecutor) {
        var headers = HTTPHeaders()
        for (name, value) in response.headers { headers.append(name, value) }
        switch response.body {
        case .none: self.init(HTTPStatus(response.status), headers: headers)
        case .bytes(let bytes):
            self.init(HTTPStatus(response.status), headers: headers, body: bytes)
        case .events(let run):
            let stream = HTTPBodyStream()
            // The stream owns it: it ends with its work, or when the client has gone. Not on the
            // language's own threads: once they are there, one of them wakes each second.
            let task = Task(executorPreference: runner) {
                await run { try await stream.send(Array($0.utf8)) }
                stream.finish()
            }
            stream.whenClosed { task.cancel() }
            self.init(HTTPStatus(response.status), headers: headers, stream: stream)
        }
    }
}
