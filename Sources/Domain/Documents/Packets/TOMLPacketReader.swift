import Model
import TOMLKit

/// Reads a packet from TOML.
///
/// Stricter than Markdown: a key that no packet has, or a value of another type, is an error.
struct TOMLPacketReader {
    private typealias Keys = TOMLPacketKeys

    private let fields: TOMLFields

    init(_ text: String) throws(DocumentError) {
        fields = try TOMLFields(parsing: text)
    }

    /// Where each field stands.
    var lines: [PacketField: Int] {
        let places: [(PacketField, String)] = [
            (.title, Keys.title), (.what, Keys.what), (.why, Keys.why), (.inScope, Keys.inScope),
            (.outOfScope, Keys.outOfScope), (.riskTier, Keys.riskTier), (.testPlan, Keys.testPlan),
            (.doneMeans, Keys.doneMeans), (.rollbackHint, Keys.rollbackHint),
            (.requiredEvidence, Keys.requiredEvidence), (.reportSections, Keys.reportSections),
            (.filesToOpen, Keys.filesToOpen), (.searchTerms, Keys.searchTerms),
            (.runCommands, Keys.runCommands), (.riskMap, Keys.riskMap),
            (.specAnchors, Keys.specAnchors), (.assumptions, Keys.assumptions),
            (.openQuestions, Keys.openQuestions), (.dependencies, Keys.dependencies),
            (.metadata, Keys.metadata), (.taskID, Keys.metadata), (.authority, Keys.authority),
            (.frontMatter, Keys.frontMatter), (.sections, Keys.sections),
        ]
        let found = places.filter { fields.table[$0.1] != nil }
        return Dictionary(uniqueKeysWithValues: found.map { ($0.0, fields.line(of: $0.1)) })
    }

    func packet() throws(DocumentError) -> Packet {
        try fields.allowOnly(Keys.all)
        var packet = Packet(title: PacketText.line(try string(Keys.title)))
        packet.frontMatter = try frontMatter()
        packet.metadata = try entries(Keys.metadata)
        packet.what = PacketText.block(try string(Keys.what))
        packet.why = PacketText.block(try string(Keys.why))
        packet.inScope = try lines(Keys.inScope).map { ScopeLine($0) }
        packet.outOfScope = try lines(Keys.outOfScope).map { ScopeLine($0) }
        packet.risk = StatedRisk(try string(Keys.riskTier))
        packet.riskNotes = try lines(Keys.riskNotes)
        packet.testPlan = CommandPlan(
            commands: try commands(Keys.testPlan),
            language: try language(Keys.testPlanLanguage),
            notes: try lines(Keys.testPlanNotes)
        )
        packet.doneMeans = try lines(Keys.doneMeans)
        packet.rollbackHint = PacketText.verbatim(try string(Keys.rollbackHint))
        packet.requiredEvidence = try lines(Keys.requiredEvidence)
        packet.reportSections = try lines(Keys.reportSections)
        packet.filesToOpen = try lines(Keys.filesToOpen)
        packet.searchTerms = try lines(Keys.searchTerms).map(PacketText.unquoted)
        packet.runCommands = CommandPlan(
            commands: try commands(Keys.runCommands),
            language: try language(Keys.runCommandsLanguage),
            notes: try lines(Keys.runCommandsNotes)
        )
        packet.riskMap = try riskMap()
        packet.specAnchors = try lines(Keys.specAnchors)
        packet.authority = try entries(Keys.authority)
        packet.assumptions = try lines(Keys.assumptions)
        packet.openQuestions = try lines(Keys.openQuestions)
        packet.dependencies = try lines(Keys.dependencies)
        packet.sections = try sections()
        return packet
    }

    private func string(_ key: String) throws(DocumentError) -> String {
        try fields.read { fields throws(TOMLError) in try fields.string(key) } ?? ""
    }

    /// The strings of an array, line by line.
    private func lines(_ key: String) throws(DocumentError) -> [String] {
        let strings = try fields.read { fields throws(TOMLError) in try fields.strings(key) } ?? []
        return strings.flatMap(PacketText.lines)
    }

    private func commands(_ key: String) throws(DocumentError) -> [String] {
        let strings = try fields.read { fields throws(TOMLError) in try fields.strings(key) } ?? []
        return strings.flatMap { ShellScript(PacketText.verbatim($0)).commands }
    }

    private func language(_ key: String) throws(DocumentError) -> String? {
        let name = PacketText.line(try string(key))
        return CommandPlan.isShell(name) ? nil : name
    }

    /// A table of names and texts, or an array of tables where a name comes twice or not at all.
    private func entries(_ key: String) throws(DocumentError) -> [PacketEntry] {
        guard let value = fields.table[key] else { return [] }
        guard case .array = value.kind else {
            let table = try fields.read { fields throws(TOMLError) in try fields.fields(key) }
            guard let table else { return [] }
            return try table.keys.map { name throws(DocumentError) in
                PacketEntry(key: name, value: try text(name, in: table))
            }
        }
        let list = try fields.read { fields throws(TOMLError) in try fields.fieldsList(key) } ?? []
        return try list.map { entry throws(DocumentError) in
            try entry.allowOnly(["key", "value"])
            return PacketEntry(key: try text("key", in: entry), value: try text("value", in: entry))
        }
    }

    /// A value of one line, as text.
    private func text(_ key: String, in table: TOMLFields) throws(DocumentError) -> String {
        switch table.table[key]?.kind {
        case nil: return ""
        case .string(let text), .date(let text): return text
        case .integer(let number): return String(number)
        case .boolean(let flag): return flag ? "true" : "false"
        case .float(let number): return "\(number)"
        case .array, .table: throw table.bad(key, "must be a text")
        }
    }

    private func riskMap() throws(DocumentError) -> [RiskMapping] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList(Keys.riskMap) }
        return try (try fields.read(read) ?? []).map { entry throws(DocumentError) in
            try entry.allowOnly(["failure", "subsystem"])
            return RiskMapping(
                failure: try text("failure", in: entry),
                subsystem: try text("subsystem", in: entry)
            )
        }
    }

    private func sections() throws(DocumentError) -> [PacketSection] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fieldsList(Keys.sections)
        }
        return try (try fields.read(read) ?? []).map { entry throws(DocumentError) in
            try entry.allowOnly(["heading", "text"])
            return PacketSection(
                heading: try text("heading", in: entry),
                text: try text("text", in: entry)
            )
        }
    }

    /// Front matter that a packet had in Markdown, read again from its own lines.
    private func frontMatter() throws(DocumentError) -> PacketFrontMatter? {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields(Keys.frontMatter) }
        guard let table = try fields.read(read) else { return nil }
        try table.allowOnly(["notation", "text"])
        let text = PacketText.linesOnly(try text("text", in: table))
        let mark: String
        switch try self.text("notation", in: table) {
        case "yaml": mark = "---"
        case "toml": mark = "+++"
        default: throw table.bad("notation", "must be 'yaml' or 'toml'")
        }
        let body = text.isEmpty ? "" : text + "\n"
        return try FrontMatterReader(SourceLines(mark + "\n" + body + mark + "\n")).frontMatter
    }
}
