import Digests

/// A header's value that may stand for any text: plain, or `=?base64?…?=`.
enum HeaderText {
    /// The text, or `nil` where the code is broken, so that it never equals anything by accident.
    static func decoded(_ value: String) -> String? {
        let opening = "=?base64?"
        let closing = "?="
        guard value.hasPrefix(opening), value.hasSuffix(closing),
            value.utf8.count >= opening.utf8.count + closing.utf8.count
        else { return value }
        let code = value.dropFirst(opening.count).dropLast(closing.count)
        return Base64.bytes(Array(code.utf8)).flatMap { String(validating: $0, as: UTF8.self) }
    }
}
