/// Where a server of this machine listens.
package enum HTTPAddress: Hashable, Sendable, CustomStringConvertible {
    case unix(path: String)
    /// On 127.0.0.1.
    case loopback(port: Int)

    package var description: String {
        switch self {
        case .unix(let path): "unix:\(path)"
        case .loopback(let port): "127.0.0.1:\(port)"
        }
    }

    /// What goes into the `Host` line.
    var host: String {
        switch self {
        case .unix: "localhost"
        case .loopback(let port): "127.0.0.1:\(port)"
        }
    }
}
