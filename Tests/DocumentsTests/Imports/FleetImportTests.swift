import Documents
import Model
import Testing

@Suite(
    "What real fleets left behind is read with exactly the known oddities",
    .enabled(if: Fleets.isPresent, "skipped: the corpora are not beside the package")
)
struct FleetImportTests {
    @Test("Counts and oddities with their places", arguments: ImportLayout.allCases)
    func snapshot(_ layout: ImportLayout) throws {
        let reading = ImportReader.read(
            try Fleets.tree(layout.rawValue),
            layout: layout,
            now: ImportFixture.now
        )
        try Golden.expect(Self.told(reading), equals: "import-\(layout.rawValue).txt")
    }

    @Test("Every file is read, or listed as not understood", arguments: ImportLayout.allCases)
    func complete(_ layout: ImportLayout) throws {
        let tree = try Fleets.tree(layout.rawValue)
        let reading = ImportReader.read(tree, layout: layout, now: ImportFixture.now)
        #expect(reading.files.map(\.path) == tree.files.map(\.path))
        let odd = Set(reading.anomalies.map(\.file))
        for file in reading.files where file.kind == nil || file.records == 0 {
            #expect(odd.contains(file.path), "\(file.path) is left out without a word")
        }
    }

    /// Counts, kinds and places: of the files' own text no more than a short name.
    private static func told(_ reading: ImportReading) -> String {
        var kinds: [String: Int] = [:]
        for record in reading.records { kinds[record.kind.rawValue, default: 0] += 1 }
        var lines = [
            "files \(reading.files.count)",
            "understood \(reading.files.count { $0.kind != nil })",
            "agents \(reading.agents.count)", "lanes \(reading.lanes.count)",
            "tasks \(reading.tasks.count)",
            "claimed done \(reading.tasks.count { $0.standing == .claimedDone })",
            "messages \(reading.messages.count)",
        ]
        lines += kinds.sorted { $0.key < $1.key }.map { "record \($0.key) \($0.value)" }
        var oddities: [String: Int] = [:]
        for anomaly in reading.anomalies { oddities[anomaly.kind.rawValue, default: 0] += 1 }
        lines += oddities.sorted { $0.key < $1.key }.map { "oddity \($0.key) \($0.value)" }
        lines += reading.anomalies.map { anomaly in
            "\(anomaly.kind.rawValue) \(anomaly.handling.rawValue) \(anomaly.place)"
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
