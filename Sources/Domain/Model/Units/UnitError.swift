/// A text that is no duration or no size.
package struct UnitError: Reportable, Hashable {
    /// What was expected.
    package enum Kind: Hashable, Sendable {
        case duration
        case byteCount
    }

    package let kind: Kind
    package let text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }

    package var code: String { "unit.malformed" }
    package var category: ErrorCategory { .usage }

    package var message: String {
        switch kind {
        case .duration: "'\(text.printable(limit: 40))' is not a duration."
        case .byteCount: "'\(text.printable(limit: 40))' is not a size in bytes."
        }
    }

    package var hint: String? {
        switch kind {
        case .duration: "Write a whole number with its unit: 500ms, 90s, 15m, 4h, 2d, or 1h30m."
        case .byteCount: "Write a whole number with its unit: 64KB, 512MB, 2GB, or 512MiB."
        }
    }
}
