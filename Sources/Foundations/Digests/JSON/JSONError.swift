/// Why some text is not a JSON document that we accept.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    package enum Reason: String, Hashable, Sendable {
        case unexpectedEnd = "the document ends too early"
        case unexpectedByte = "this character cannot stand here"
        case trailingBytes = "something follows the document"
        case invalidNumber = "this is not a number in JSON"
        case numberOutOfRange = "this number is too large"
        case invalidEscape = "this escape is unknown"
        case loneSurrogate = "this is half of a surrogate pair"
        case controlCharacter = "a control character must be escaped"
        case invalidUTF8 = "these bytes are not UTF-8"
        case duplicateKey = "this key stands twice in its object"
        case tooDeep = "arrays and objects are nested deeper than 64"
    }

    package let reason: Reason
    /// Where, in bytes from the start of the document.
    package let offset: Int

    package var code: String { "json.invalid" }
    package var message: String { "Not valid JSON at byte \(offset): \(reason.rawValue)." }
    package var description: String { message }
}
