import Documents
import Model

/// What was found where a link leads.
package struct LinkCheck: Hashable, Sendable {
    /// How a link stands.
    package enum Standing: String, Sendable, CaseIterable {
        /// What it leads to is there.
        case fine
        /// Its file is not there.
        case missing
        /// Its file is there, and the part of it is not.
        case noAnchor = "no_anchor"
        /// Its file is there, and can't be read.
        case unreadable
        /// Its page answered with an error, or not at all.
        case unreachable
        /// Nobody asked for it to be looked at, or it can't be.
        case notChecked = "not_checked"

        /// Whether somebody should mend it.
        package var isDead: Bool {
            switch self {
            case .missing, .noAnchor, .unreadable, .unreachable: true
            case .fine, .notChecked: false
            }
        }
    }

    /// What a repository has under a path.
    package enum Content: Sendable {
        /// Nothing, or nothing that may be looked at.
        case nothing
        case bytes([UInt8])
        /// A file that can't be read, with the reason as a clause.
        case unreadable(String)
    }

    package let link: Link
    package let standing: Standing
    /// What is wrong, as a sentence.
    package let text: String?

    /// Looks at a link.
    ///
    /// - Parameters:
    ///   - content: What a repository has under a path.
    ///   - answer: What a page answers, as a word and whether it is good; `nil` where pages are not
    ///     asked.
    package init(
        of link: Link,
        content: (_ path: String, _ repository: RepositoryName) throws -> Content,
        answer: ((_ address: String) throws -> (words: String, isGood: Bool))?
    ) throws {
        self.link = link
        switch link.target {
        case .page(let address):
            guard let answer else {
                (standing, text) = (.notChecked, nil)
                return
            }
            let found = try answer(address)
            standing = found.isGood ? .fine : .unreachable
            text = found.isGood ? nil : "It answers: \(found.words)."
        case .file(let path, let anchor, let repository):
            (standing, text) = Self.look(
                at: try content(path, repository),
                anchor,
                path,
                repository
            )
        }
    }

    private static func look(
        at content: Content,
        _ anchor: String?,
        _ path: String,
        _ repository: RepositoryName
    ) -> (Standing, String?) {
        switch content {
        case .nothing: return (.missing, "There is no \(path) in \(repository).")
        case .unreadable(let reason):
            return (.unreadable, "\(path) of \(repository) can't be read: \(reason).")
        case .bytes(let bytes):
            guard let anchor, !DocumentAnchors(of: bytes, called: path).has(anchor) else {
                return (.fine, nil)
            }
            // Only text has parts that can be looked for; a picture is just there.
            guard String(validating: bytes, as: UTF8.self) != nil else {
                return look(at: .unreadable("it is not UTF-8"), anchor, path, repository)
            }
            return (.noAnchor, "\(path) has no part '\(anchor)'.")
        }
    }
}
