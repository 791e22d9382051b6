import HTTPKit
import Model
import Operations

/// Who may ask at all: by the address they use, the page they come from, and what they show.
struct AccessPolicy: Sendable {
    /// The user whose processes may come through the Unix socket.
    let owner: UInt32
    /// What `Host` may say on TCP: a name that an attacker points here is none of ours.
    private let authorities: Set<String>
    /// The pages that may ask.
    private let origins: Set<String>
    /// Where others reach it who are not on this machine.
    private let published: PublishedAddress?

    /// - Parameters:
    ///   - authorities: Those of its own port.
    ///   - published: Where a tunnel or a reverse proxy publishes that port.
    init(owner: UInt32, authorities: Set<String>, published: PublishedAddress? = nil) {
        self.owner = owner
        self.authorities = authorities.union(published?.authorities ?? [])
        origins = Set(authorities.map { "http://" + $0 } + [published?.text].compactMap(\.self))
        self.published = published
    }

    /// What a request may do, and in whose name.
    struct Grant: Sendable {
        var session: SessionID?
        var credential: Credential?
        /// Whether the caller is a process of the owner on this machine, which could open the
        /// store itself.
        var isOwner = false
    }

    /// Looks at where the request comes from.
    ///
    /// - Throws: ``AccessError`` for what is refused whatever it asks.
    func admit(_ request: HTTPRequest) throws -> Grant {
        var grant = Grant()
        switch request.peer {
        case .unix(let user, _, _):
            guard user == owner else { throw AccessError.foreignUser }
            // A proxy of the owner's that comes by the socket speaks for whoever asks it.
            grant.isOwner = !isPassedOn(request)
        case .tcp, .other:
            let authority = request.authority?.lowercased() ?? ""
            guard authorities.contains(authority) else {
                throw AccessError.foreignHost(authority)
            }
        }
        if let origin = request.headers["Origin"] {
            guard origins.contains(origin.lowercased()) else {
                throw AccessError.foreignOrigin(origin)
            }
        }
        if let shown = request.headers["Authorization"] {
            (grant.session, grant.credential) = try Self.bearer(shown)
        }
        return grant
    }

    /// Whether a proxy passes the request on for somebody else.
    private func isPassedOn(_ request: HTTPRequest) -> Bool {
        if ["Forwarded", "X-Forwarded-For"].contains(where: { request.headers[$0] != nil }) {
            return true
        }
        guard let published, !published.isLocal else { return false }
        return published.authorities.contains(request.authority?.lowercased() ?? "")
    }

    /// A session's id and its secret, joined by a point.
    private static func bearer(_ header: String) throws -> (SessionID, Credential) {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw AccessError.otherScheme
        }
        let token = parts[1].split(separator: ".", maxSplits: 1)
        guard token.count == 2 else { throw AccessError.badToken }
        do {
            return (try SessionID(String(token[0])), Credential(secret: String(token[1])))
        } catch {
            throw AccessError.badToken
        }
    }
}

/// Why a request is not admitted.
package enum AccessError: Reportable, Equatable {
    case foreignUser
    case foreignHost(String)
    case foreignOrigin(String)
    case otherScheme
    case noToken
    case badToken

    package var code: String {
        switch self {
        case .foreignUser: "gateway.foreign_user"
        case .foreignHost: "gateway.foreign_host"
        case .foreignOrigin: "gateway.foreign_origin"
        case .otherScheme, .badToken: "gateway.bad_token"
        case .noToken: "gateway.no_token"
        }
    }

    package var category: ErrorCategory { .notAllowed }

    package var message: String {
        switch self {
        case .foreignUser: "The socket serves the user who started the gateway."
        case .foreignHost(let host):
            "The gateway is not '\(host.printable(limit: 80))'."
        case .foreignOrigin(let origin):
            "Pages of '\(origin.printable(limit: 80))' may not ask."
        case .otherScheme: "The header 'Authorization' must be 'Bearer' and a token."
        case .noToken: "The request shows no token."
        case .badToken: "The token is unknown, or was revoked."
        }
    }

    package var hint: String? {
        switch self {
        case .foreignUser, .foreignOrigin: nil
        case .foreignHost: "Use the address that `worklead gateway status` shows."
        case .otherScheme, .noToken, .badToken: "`worklead token create AGENT` makes one."
        }
    }
}
