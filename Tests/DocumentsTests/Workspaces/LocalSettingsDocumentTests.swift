import Documents
import Testing

@Suite("A directory's own settings")
struct LocalSettingsDocumentTests {
    @Test(
        "What is written reads back as the same",
        arguments: [
            LocalSettings(url: "http://127.0.0.1:37888"),
            LocalSettings(
                url: "http://127.0.0.1:37888",
                fallback: "http://127.0.0.1:37889",
                tokenFile: "/home/ada/a \"token\"\n\\"
            ),
        ]
    )
    func roundTrip(settings: LocalSettings) throws {
        let text = LocalSettingsDocument.text(settings)
        #expect(try LocalSettingsDocument.read(Array(text.utf8)) == settings)
    }

    @Test(
        "What is missing, misspelt or of another kind is refused with its key",
        arguments: [
            ("", "document.toml.missing"), ("[gateway]\n", "document.toml.missing"),
            ("[gateway]\nurl = 1\n", "document.toml.wrong_type"),
            ("[gateway]\nurl = 'x'\ntoken = 'S-1.x'\n", "document.unknown_key"),
            ("[getaway]\nurl = 'x'\n", "document.unknown_key"),
            ("[gateway\n", "document.toml.syntax"),
        ]
    )
    func refused(text: String, code: String) {
        let error = #expect(throws: DocumentError.self) {
            try LocalSettingsDocument.read(Array(text.utf8))
        }
        #expect(error?.code == code)
    }
}
