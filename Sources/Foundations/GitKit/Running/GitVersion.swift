/// A released version of git.
package struct GitVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int

    package init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// The oldest that works: the first that takes configuration from `GIT_CONFIG_COUNT`, which is
    /// how filters are switched off.
    package static let oldest = GitVersion(2, 31)

    /// Reads what `git version` prints, such as `git version 2.39.5 (Apple Git-154)` or
    /// `git version 2.45.0.windows.1`; `nil` for anything else.
    package init?(parsing text: String) {
        guard let rest = text.dropping(prefix: "git version ") else { return nil }
        let parts = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            .split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1]) else {
            return nil
        }
        self.init(major, minor)
    }

    package var description: String { "\(major).\(minor)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}
