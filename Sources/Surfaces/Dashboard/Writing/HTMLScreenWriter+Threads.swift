import Model

// What was said, one after another.
extension HTMLScreenWriter {
    mutating func write(_ entries: [ThreadEntry], _ emptiness: String) {
        guard !entries.isEmpty else {
            html.element("p", ["class": "empty"], emptiness)
            return
        }
        html.open("ol", ["class": "thread"])
        let (shown, turns) = turned(entries, by: Self.largeMax)
        for entry in shown {
            html.newline()
            html.open("li", ["class": "message", "id": entry.id])
            html.element("h3", entry.title)
            write(meta: entry.meta)
            html.open("div", ["class": "body"])
            write(markup: entry.body)
            html.close("div")
            if !entry.actions.isEmpty { write(entry.actions) }
            html.close("li")
        }
        html.close("ol")
        if let turns { write(turns) }
    }
}
