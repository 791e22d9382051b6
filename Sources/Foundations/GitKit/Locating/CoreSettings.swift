/// The one setting of a repository's configuration file that tells where its parts lie.
///
/// Everything else is asked of git: this reads no includes and no quoting, which `core.bare`,
/// written by git itself, does not have.
struct CoreSettings {
    private(set) var isBare = false

    init(file bytes: [UInt8]) {
        var isInCore = false
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            var text = String(decoding: line, as: UTF8.self).lowercased()
            text.removeAll { $0 == " " || $0 == "\t" || $0 == "\r" }
            if text.hasPrefix("[") {
                isInCore = text.hasPrefix("[core]")
                text = String(text.drop { $0 != "]" }.dropFirst())
            }
            guard isInCore else { continue }
            switch text.prefix(while: { $0 != "#" && $0 != ";" }) {
            case "bare", "bare=true", "bare=yes", "bare=on", "bare=1": isBare = true
            case "bare=false", "bare=no", "bare=off", "bare=0", "bare=": isBare = false
            default: continue
            }
        }
    }
}
