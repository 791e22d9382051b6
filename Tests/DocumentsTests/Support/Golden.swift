import FoundationEssentials
import Testing

/// Text that a test expects, kept beside it.
enum Golden {
    private static let folder =
        "/" + #filePath.split(separator: "/").dropLast(2).joined(separator: "/") + "/Golden/"

    /// Compares, or writes the file anew where the environment has `WORKLEAD_UPDATE_GOLDEN`.
    static func expect(_ text: String, equals name: String) throws {
        let path = folder + name
        if ProcessInfo.processInfo.environment["WORKLEAD_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: URL(filePath: path))
        }
        let kept = try String(decoding: Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(text == kept, "Golden/\(name) differs; WORKLEAD_UPDATE_GOLDEN=1 writes it anew")
    }
}
