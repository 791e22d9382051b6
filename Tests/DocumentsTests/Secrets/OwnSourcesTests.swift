import Documents
import FoundationEssentials
import Testing

@Suite("This project by its own rules for secrets")
struct OwnSourcesTests {
    @Test("No file of ours has a secret, and none is taken for one")
    func none() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        var bytes = 0
        for folder in ["Sources", "Tests", "docs", "scripts"] {
            let start = root + "/" + folder
            for path in try FileManager.default.subpathsOfDirectory(atPath: start) {
                // A folder is no file.
                guard let data = try? Data(contentsOf: URL(filePath: start + "/" + path)) else {
                    continue
                }
                bytes += data.count
                let found = StandardSecretRules.scanner.findings(in: Array(data))
                let first = found.first.map { "\($0.line): \($0.text)" } ?? ""
                #expect(found.isEmpty, "\(folder)/\(path):\(first)")
            }
        }
        #expect(bytes > 1 << 20)
    }
}
