import Digests
import HTTPKit

/// The cookie of the dashboard.
///
/// Only its own gateway gets it (`SameSite=Strict`, `HttpOnly`). Cookies know no ports, so its name
/// has that of the gateway: two workspaces in one browser are two logins.
enum Cookies {
    static func name(_ request: HTTPRequest) -> String {
        let port = request.authority?.split(separator: ":").last.map(String.init) ?? ""
        return "worklead_" + (port.utf8.allSatisfy { (0x30...0x39).contains($0) } ? port : "")
    }

    /// The value of our cookie; `nil` without one.
    static func value(_ request: HTTPRequest) -> String? {
        let name = name(request)
        for header in request.headers.values("Cookie") {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                if parts.count == 2, parts[0].trimmingBlanks == name {
                    return String(parts[1].trimmingBlanks)
                }
            }
        }
        return nil
    }

    /// - Parameter isSecure: Whether the browser came by TLS; it then never shows it without.
    static func set(_ value: String, _ request: HTTPRequest, isSecure: Bool) -> String {
        "\(name(request))=\(value); \(traits(isSecure)); Max-Age=2592000"
    }

    static func clear(_ request: HTTPRequest, isSecure: Bool) -> String {
        "\(name(request))=; \(traits(isSecure)); Max-Age=0"
    }

    private static func traits(_ isSecure: Bool) -> String {
        "Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    /// What a form of a page that this login was shown proves itself with.
    static func csrf(of login: Login) -> String {
        Digest(of: "worklead form " + login.cookie).hex
    }
}
