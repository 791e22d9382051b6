import CLinux

/// Why nobody can be listened for at an address.
package enum HTTPListenerError: Error, Hashable {
    /// The path does not fit into the address of a Unix socket.
    case pathTooLong(path: String, bytesMax: Int)
    /// A living process listens there.
    case inUse(address: String)
    /// Something other than a socket stands at the path.
    case notASocket(path: String)
    case noSuchPort(Int)
    /// The system refused.
    case systemRefused(doing: String, address: String, errno: Int32)
    /// What the service manager says about the descriptors it passes makes no sense.
    case badActivation(String)

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .pathTooLong: "http.path_too_long"
        case .inUse: "http.address_in_use"
        case .notASocket: "http.not_a_socket"
        case .noSuchPort: "http.no_such_port"
        case .systemRefused: "http.system_refused"
        case .badActivation: "http.bad_activation"
        }
    }

    package var message: String {
        switch self {
        case .pathTooLong(let path, let most):
            "The path '\(path)' is too long for a socket: it may have \(most) bytes."
        case .inUse(let address):
            "Another process listens at \(address)."
        case .notASocket(let path):
            "'\(path)' is not a socket, so it is left as it is."
        case .noSuchPort(let port):
            "There is no port \(port): ports go from 0 to 65535."
        case .systemRefused(let doing, let address, let number):
            "The system refused to \(doing) \(address): \(Self.text(number))."
        case .badActivation(let what):
            "The service manager passed descriptors that can't be used: \(what)."
        }
    }

    /// What to do next, where something useful can be said.
    package var hint: String? {
        switch self {
        case .pathTooLong: "Choose a shorter directory for it."
        case .inUse(let address):
            address.hasPrefix("unix:")
                ? "See which with: ss -lxp src '\(address.dropFirst(5))'"
                : "See which with: ss -ltnp"
        case .notASocket(let path): "Move it away, or choose another path: ls -l \(path)"
        case .noSuchPort, .systemRefused, .badActivation: nil
        }
    }

    private static func text(_ number: Int32) -> String {
        let text = String(cString: clinux_errno_text(number))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}
