/// The address of a webhook: https anywhere, or http on this machine.
struct WebAddress: Hashable {
    let scheme: String
    /// Host and port, as written.
    let authority: String
    /// Path and query; at least a slash.
    let target: String

    /// `nil` for what is none, or would carry a secret in the clear to elsewhere.
    ///
    /// Only printable ASCII without quotes: what else there is has to be encoded, and nothing of it
    /// can end a line of a program's configuration.
    init?(_ text: String) {
        guard text.utf8.count <= 2000,
            text.utf8.allSatisfy({ (0x21...0x7e).contains($0) && $0 != 0x22 && $0 != 0x5c })
        else { return nil }
        let rest: Substring
        if text.hasPrefix("https://") {
            scheme = "https"
            rest = text.dropFirst(8)
        } else if text.hasPrefix("http://") {
            scheme = "http"
            rest = text.dropFirst(7)
        } else {
            return nil
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        authority = String(rest[..<end])
        let path = rest[end...].prefix { $0 != "#" }
        target = path.hasPrefix("/") ? String(path) : "/" + path
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        if scheme == "http", loopbackPort == nil { return nil }
    }

    /// The port on this machine that is meant; `nil` for an address elsewhere.
    var loopbackPort: Int? {
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard ["127.0.0.1", "localhost"].contains(parts.first), parts.count <= 2 else { return nil }
        guard parts.count == 2 else { return 80 }
        return Int(parts[1]).flatMap { (1...65_535).contains($0) ? $0 : nil }
    }
}
