import Model
import TOMLKit

/// Writes a packet as TOML.
struct TOMLPacketWriter {
    private typealias Keys = TOMLPacketKeys

    private var table = TOMLTable()

    static func text(_ packet: Packet) -> String {
        var writer = TOMLPacketWriter()
        writer.write(packet)
        return TOMLWriter.text(writer.table)
    }

    private mutating func write(_ packet: Packet) {
        put(Keys.title, packet.title)
        put(Keys.what, packet.what)
        put(Keys.why, packet.why)
        put(Keys.inScope, packet.inScope.map(\.text))
        put(Keys.outOfScope, packet.outOfScope.map(\.text))
        put(Keys.riskTier, packet.risk.text)
        put(Keys.riskNotes, packet.riskNotes)
        put(Keys.testPlan, packet.testPlan.commands)
        put(Keys.testPlanLanguage, packet.testPlan.language ?? "")
        put(Keys.testPlanNotes, packet.testPlan.notes)
        put(Keys.doneMeans, packet.doneMeans)
        put(Keys.rollbackHint, packet.rollbackHint)
        put(Keys.requiredEvidence, packet.requiredEvidence)
        put(Keys.reportSections, packet.reportSections)
        put(Keys.filesToOpen, packet.filesToOpen)
        put(Keys.searchTerms, packet.searchTerms)
        put(Keys.runCommands, packet.runCommands.commands)
        put(Keys.runCommandsLanguage, packet.runCommands.language ?? "")
        put(Keys.runCommandsNotes, packet.runCommands.notes)
        put(Keys.specAnchors, packet.specAnchors)
        put(Keys.assumptions, packet.assumptions)
        put(Keys.openQuestions, packet.openQuestions)
        put(Keys.dependencies, packet.dependencies)
        put(Keys.metadata, packet.metadata)
        put(Keys.authority, packet.authority)
        if let frontMatter = packet.frontMatter { put(frontMatter) }
        putTables(
            Keys.riskMap,
            packet.riskMap.map { ["failure": $0.failure, "subsystem": $0.subsystem] }
        )
        putTables(Keys.sections, packet.sections.map { ["heading": $0.heading, "text": $0.text] })
    }

    private mutating func put(_ key: String, _ text: String) {
        if !text.isEmpty { table.append(key, .string(text)) }
    }

    private mutating func put(_ key: String, _ lines: [String]) {
        guard !lines.isEmpty else { return }
        table.append(key, .array(lines.map { TOMLValue(.string($0)) }))
    }

    private mutating func put(_ key: String, _ entries: [PacketEntry]) {
        guard !entries.isEmpty else { return }
        let names = entries.map { Array($0.key.unicodeScalars) }
        let isPlain = Set(names).count == names.count && !names.contains([])
        guard isPlain else {
            putTables(key, entries.map { ["key": $0.key, "value": $0.value] })
            return
        }
        var inner = TOMLTable()
        for entry in entries { inner.append(entry.key, .string(entry.value)) }
        table.append(key, .table(inner))
    }

    private mutating func put(_ frontMatter: PacketFrontMatter) {
        var inner = TOMLTable()
        inner.append("notation", .string(frontMatter.notation == .toml ? "toml" : "yaml"))
        inner.append("text", .string(frontMatter.text))
        table.append(Keys.frontMatter, .table(inner))
    }

    private mutating func putTables(
        _ key: String,
        _ rows: [KeyValuePairs<String, String>]
    ) {
        guard !rows.isEmpty else { return }
        let tables = rows.map { row in
            let entries = row.map {
                TOMLTable.Entry(key: $0.key, value: TOMLValue(.string($0.value)))
            }
            return TOMLValue(.table(TOMLTable(entries: entries)))
        }
        table.append(key, .array(tables))
    }
}
