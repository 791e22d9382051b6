import GzipKit
import HTTPKit

extension HTTPResponse {
    /// Makes of a whole answer what this client is sent: nothing where it has it already, and the
    /// compressed bytes where it takes those and they save something.
    ///
    /// Each coding has a tag of its own, since a strong one names bytes (RFC 9110, 8.8.3). A stream
    /// is left alone: its events have to leave as they come.
    mutating func suit(_ request: HTTPRequest) {
        guard case .bytes(let bytes) = body, headers["Content-Encoding"] == nil, isText else {
            return
        }
        headers.set("Vary", headers["Vary"].map { $0 + ", Accept-Encoding" } ?? "Accept-Encoding")
        let isCompressed = bytes.count >= Self.compressedBytesMin && request.takesGzip
        if let tag = headers["ETag"] {
            let tag = isCompressed ? EntityTag.compressed(tag) : tag
            headers.set("ETag", tag)
            if status == .ok, let asked = request.headers["If-None-Match"],
                EntityTag.isNamed(tag, by: asked)
            {
                becomeNotModified()
                return
            }
        }
        guard isCompressed else { return }
        do {
            body = .bytes(try Gzip.compressed(bytes))
            headers.set("Content-Encoding", "gzip")
        } catch {
            // There is no memory to make it small; as it is it can still be sent, under its tag.
            if let tag = headers["ETag"] {
                headers.set("ETag", tag.replacing("-gzip", with: ""))
            }
        }
    }

    /// Under this, the answer fits one packet anyhow.
    private static let compressedBytesMin = 1024

    private var isText: Bool {
        let type = (headers["Content-Type"] ?? "").prefix { $0 != ";" }.trimmingBlanks.lowercased()
        return type == "application/json" || type.hasSuffix("+json") || type.hasPrefix("text/")
    }

    /// Says that the caller has the answer already, and nothing about the body it does not send.
    private mutating func becomeNotModified() {
        status = .notModified
        body = .bytes([])
        headers.remove("Content-Type")
    }
}

extension HTTPRequest {
    /// Whether the client takes gzip, and likes nothing else better (RFC 9110, 12.5.3).
    fileprivate var takesGzip: Bool {
        var weights: [String: Double] = [:]
        for element in headers.values("Accept-Encoding").flatMap({ $0.split(separator: ",") }) {
            let parts = element.split(separator: ";").map(\.trimmingBlanks)
            guard let coding = parts.first?.lowercased() else { continue }
            let weight = parts.dropFirst().first { $0.lowercased().hasPrefix("q=") }
            // A weight that is no number is none that was meant.
            weights[coding] = weight.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
        }
        let gzip = weights["gzip"] ?? weights["x-gzip"] ?? weights["*"] ?? 0
        return gzip > 0 && gzip >= weights["identity"] ?? 0
    }
}
