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
        /// Its page answered with an error, or not at all.
        case unreachable
        /// Nobody asked for it to be looked at, or it can't be.
        case notChecked = "not_checked"

        /// Whether somebody should mend it.
        package var isDead: Bool {
            switch self {
            case .missing, .noAnchor, .unreachable: true
            case .fine, .notChecked: false
            }
        }
    }

    package let link: Link
    package let standing: Standing
    /// What is wrong, as a sentence.
    package let text: String?

    /// Looks at a link.
    ///
    /// - Parameters:
    ///   - content: The bytes of a file of a repository; `nil` where there is none.
    ///   - answer: What a page answers, as a word and whether it is good; `nil` where pages are not
    ///     asked.
    package init(
        of link: Link,
        content: (_ path: String, _ repository: RepositoryName) throws -> [UInt8]?,
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
            guard let bytes = try content(path, repository) else {
                standing = .missing
                text = "There is no \(path) in \(repository)."
                return
            }
            guard let anchor, !DocumentAnchors(of: bytes, called: path).has(anchor) else {
                (standing, text) = (.fine, nil)
                return
            }
            standing = .noAnchor
            text = "\(path) has no part '\(anchor)'."
        }
    }
}
