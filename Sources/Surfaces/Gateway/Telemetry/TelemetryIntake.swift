import Digests
import GzipKit
import HTTPKit
import Model
import Operations

/// What agents' programs report of themselves over OTLP/HTTP in JSON.
///
/// The gateway only reads the envelope of HTTP: what a document tells is the operation's matter.
enum TelemetryIntake {
    /// The three signals, by their paths.
    static let mounts: [String: Mount] = [
        "/v1/metrics": mount("telemetry.metrics", rejected: "rejectedDataPoints"),
        "/v1/logs": mount("telemetry.logs", rejected: "rejectedLogRecords"),
        "/v1/traces": mount("telemetry.traces", rejected: "rejectedSpans"),
    ]

    /// Expanded bodies are no larger than other requests may be.
    private static let bytesMax = 8 << 20

    private static func mount(_ name: String, rejected: String) -> Mount {
        Mount(name: name) { request, caller, options in
            do {
                guard request.method == .post else {
                    throw RequestError.method(request.method.rawValue, allowed: ["POST"])
                }
                let document = try InputReading.input(of: try expanded(request))
                let input = RecordUsage.Input { $0.document = document }
                let reply = try await caller.call(RecordUsage.self, input, options)
                return answer(reply.output, rejected)
            } catch {
                let report = ErrorReport(error)
                var response = Problem(
                    report: report,
                    status: report.status,
                    instance: request.target.path
                ).response
                if response.status == .methodNotAllowed { response.headers.set("Allow", "POST") }
                return response
            }
        }
    }

    /// "If the request is only partially accepted … the server MUST respond with HTTP 200 OK … and
    /// set the `partial_success` field" (OTLP specification, "Partial Success"); 64-bit numbers are
    /// texts in its JSON.
    private static func answer(_ intake: UsageIntake, _ rejected: String) -> HTTPResponse {
        var members: [String: JSONValue] = [:]
        if intake.rejected > 0 {
            members["partialSuccess"] = .object([
                rejected: .string("\(intake.rejected)"),
                "errorMessage": .string(intake.reason ?? ""),
            ])
        }
        return HTTPResponse(
            .ok,
            headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: JSONValue.object(members).canonicalBytes
        )
    }

    private static func expanded(_ request: HTTPRequest) throws -> HTTPRequest {
        let encoding = request.headers["Content-Encoding"]?.lowercased() ?? "identity"
        switch encoding {
        case "identity", "": return request
        case "gzip", "x-gzip":
            do {
                return HTTPRequest(
                    method: request.method,
                    target: request.target,
                    headers: request.headers,
                    body: try Gzip.expanded(request.body, bytesMax: bytesMax),
                    peer: request.peer,
                    presence: request.presence
                )
            } catch {
                throw RequestError.malformed("The body can't be expanded. \(error.message)")
            }
        default:
            throw RequestError.mediaType("\(encoding)-encoded")
        }
    }
}
