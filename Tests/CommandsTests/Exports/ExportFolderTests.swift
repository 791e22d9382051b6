import Assembly
import Model
import Testing

@Suite("A folder that a workspace writes its files into")
struct ExportFolderTests {
    @Test("Thousands of files are written once, known again, and replaced when they change")
    func many() throws {
        let session = try CommandLineSession()
        let folder = ExportFolder(session.folder + "/team", isDryRun: false)
        let name = String(repeating: "n", count: 220)
        // What is kept of them has more than a megabyte.
        let paths = (0..<2200).map { "\(name)/\(name)-\($0).json" }
        func files(_ text: String) -> [String: String] {
            Dictionary(uniqueKeysWithValues: paths.map { ($0, "\(text)\n") })
        }
        let first = try folder.write(files("one"), as: "ledger", .parallel)
        #expect(first.written.count == paths.count && first.edited.isEmpty)
        let again = try folder.write(files("one"), as: "ledger", .parallel)
        #expect(again.same == paths.count && again.written.isEmpty)
        let changed = try folder.write(files("two"), as: "ledger", .parallel)
        #expect(changed.written.count == paths.count && changed.edited.isEmpty)
        let left = try session.shell("cd team/*/ && ls | wc -l && cat * | uniq")
        #expect(left.split(whereSeparator: \.isWhitespace) == ["2200", "two"])
    }
}
