import Digests

// What is to lie where, as the ledger keeps it.
extension RunSpec.Artifacts {
    /// As one JSON object; `nil` where the file says nothing of it.
    package var json: JSONValue? {
        guard self != Self() else { return nil }
        return FactWriter().with("root", root).with("run", run).with("agent", agent)
            .with("plan", plan).with("notes", notes).with("final", final)
            .with("sections", .array(sections.map(JSONValue.string)))
            .with("manifest", manifest).fact("").data
    }

    /// Reads it back.
    package init(_ value: JSONValue?, _ type: String) throws(FactError) {
        self.init()
        guard let value else { return }
        let reader = try FactReader(Fact(type: type, data: value))
        root = try reader.optionalText("root")
        (run, agent) = (try reader.texts("run"), try reader.texts("agent"))
        (plan, notes) = (try reader.optionalText("plan"), try reader.optionalText("notes"))
        final = try reader.optionalText("final")
        if reader.value("sections") != nil { sections = try reader.texts("sections") }
        manifest = try reader.optionalText("manifest")
    }
}
