/// What a template left in a text.
package struct LeftPlaceholder: Hashable, Sendable {
    package let file: String
    package let line: Int
    /// As it stands there: `<WAVE_ID>`.
    package let text: String

    package init(file: String, line: Int, text: String) {
        self.file = file
        self.line = line
        self.text = text
    }

    /// The place and the text: `spec.toml:10 <WAVE_ID>`.
    package var place: String {
        "\(file.printable(limit: 200)):\(line) \(text.printable(limit: 80))"
    }
}
