import Digests
import HTTPKit
import Telemetry

// What is served beside the operations.
extension WorkspaceGateway {
    func health() -> HTTPResponse {
        let report = HealthReport(checks: backend.healthChecks(), version: settings.version)
        return HTTPResponse(
            report.isWell ? .ok : .unavailable,
            headers: ["Content-Type": "application/json", "Cache-Control": "no-store"],
            body: report.json.canonicalBytes
        )
    }

    /// Where the rest is, for programs; people are shown the site's first page.
    func index() -> HTTPResponse {
        let index: JSONValue = [
            "name": "worklead", "version": .string(settings.version),
            "openapi": "/openapi.json", "events": "/v1/events", "health": "/health",
        ]
        return json(index.canonicalBytes)
    }

    static func wantsJSON(_ request: HTTPRequest) -> Bool {
        let accepted = request.headers["Accept"]?.lowercased() ?? ""
        return accepted.contains("application/json") && !accepted.contains("text/html")
    }

    func json(_ body: [UInt8]) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "application/json",
                "ETag": EntityTag(of: body, revision: nil).text, "Cache-Control": "no-cache",
            ],
            body: body
        )
    }

    /// The description, written when it is first asked for.
    func description() -> [UInt8] {
        kept.withLock { kept in
            if let kept { return kept }
            let made = OpenAPIDocument(version: settings.version).json.canonicalBytes
            kept = made
            return made
        }
    }
}

extension HTTPResponse {
    /// Figures in Prometheus' text format.
    static func metrics(_ text: String) -> HTTPResponse {
        HTTPResponse(
            .ok,
            headers: [
                "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
                "Cache-Control": "no-store",
            ],
            body: Array(text.utf8)
        )
    }
}
