import TOMLKit

/// What one working tree, or any other directory, chooses for itself; it is never committed.
package struct LocalSettings: Hashable, Sendable {
    /// The gateway of a workspace elsewhere.
    package var url: String
    /// The one to ask where the first can't be reached.
    package var fallback: String?
    /// The file of the token to show, as it was written: it may be relative.
    package var tokenFile: String?

    package init(url: String, fallback: String? = nil, tokenFile: String? = nil) {
        self.url = url
        self.fallback = fallback
        self.tokenFile = tokenFile
    }
}

/// Reads and writes a directory's own settings: `.worklead/local.toml`.
///
/// ```toml
/// [gateway]
/// url = "http://127.0.0.1:37888"
/// fallback = "http://127.0.0.1:37889"
/// token_file = "~/.config/worklead-token"
/// ```
package enum LocalSettingsDocument {
    /// Where the settings lie in a directory.
    package static let path = ".worklead/local.toml"

    /// Reads the settings.
    ///
    /// - Throws: ``DocumentError`` with line and key; a key that is not known is refused.
    package static func read(_ bytes: [UInt8]) throws(DocumentError) -> LocalSettings {
        let fields = try TOMLFields(parsing: bytes)
        try fields.allowOnly(["gateway"])
        let read = { (fields: TOMLFields) throws(TOMLError) in
            try fields.required("gateway", try fields.fields("gateway"))
        }
        let gateway = try fields.read(read)
        try gateway.allowOnly(["url", "fallback", "token_file"])
        let url = { (fields: TOMLFields) throws(TOMLError) in
            try fields.required("url", try fields.string("url"))
        }
        return LocalSettings(
            url: try gateway.read(url),
            fallback: try gateway.text("fallback"),
            tokenFile: try gateway.text("token_file")
        )
    }

    /// The settings as a text that reads back as the same.
    package static func text(_ settings: LocalSettings) -> String {
        var gateway = TOMLTable()
        gateway.append("url", .string(settings.url))
        if let fallback = settings.fallback { gateway.append("fallback", .string(fallback)) }
        if let file = settings.tokenFile { gateway.append("token_file", .string(file)) }
        var document = TOMLTable()
        document.append("gateway", .table(gateway))
        return TOMLWriter.text(document)
    }
}
