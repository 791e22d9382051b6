/// A branch's short name, such as `agent/ada/fix-lease`: what follows `refs/heads/`.
package struct BranchName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Reads a name as somebody typed it, by the rules of `git check-ref-format --branch`.
    ///
    /// Shorthands such as `@{-1}` are names of nothing here, so they are refused.
    package init(_ text: String) throws(GitError) {
        if let fault = Self.fault(in: text) {
            throw .refusedName(kind: "a branch name", text: text, fault: fault)
        }
        self.init(trusted: text)
    }

    /// Takes a name that git gave.
    init(trusted text: String) {
        self.text = text
    }

    package var description: String { text }

    /// The full name of the branch's reference.
    package var reference: String { "refs/heads/\(text)" }

    package static func == (left: Self, right: Self) -> Bool {
        left.text.isSameBytes(as: right.text)
    }

    package static func < (left: Self, right: Self) -> Bool { left.text.precedes(right.text) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }

    /// The first thing that is wrong with the text, as the end of a sentence, or `nil`.
    package static func fault(in text: String) -> String? {
        if text.isEmpty { return "it is empty" }
        if text.utf8.first == UInt8(ascii: "-") { return "it must not start with '-'" }
        // A branch of that name could not be told from the HEAD of a worktree.
        if text == "HEAD" || text == "@" { return "git keeps that name for itself" }
        return ReferenceName.fault(in: text)
    }
}

/// The rules of `git check-ref-format` for what follows `refs/…/`.
enum ReferenceName {
    /// The most bytes of one part: it is a file's name, and its lock needs five more.
    static let partBytesMax = 250

    static func fault(in text: String) -> String? {
        if let byte = text.utf8.first(where: isForbidden) {
            return byte <= 0x20 || byte == 0x7F
                ? "it must not have spaces or control characters"
                : "it must not have '\(Character(Unicode.Scalar(byte)))'"
        }
        if text.utf8Contains("..") { return "it must not have '..'" }
        if text.utf8Contains("@{") { return "it must not have '@{'" }
        if text.utf8.last == UInt8(ascii: ".") { return "it must not end with '.'" }
        for part in text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        {
            if part.isEmpty { return "it must not start or end with '/', or have '//'" }
            if part.first == UInt8(ascii: ".") { return "no part of it may start with '.'" }
            if part.ends(with: ".lock".utf8) { return "no part of it may end with '.lock'" }
            if part.count > partBytesMax {
                return "no part of it may have over \(partBytesMax) bytes"
            }
        }
        return nil
    }

    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte <= 0x20 || byte == 0x7F || "~^:?*[\\".utf8.contains(byte)
    }
}

extension Collection where Element: Equatable {
    fileprivate func ends(with other: some Collection<Element>) -> Bool {
        count >= other.count && suffix(other.count).elementsEqual(other)
    }
}
