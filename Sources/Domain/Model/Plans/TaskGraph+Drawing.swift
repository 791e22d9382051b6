/// The languages that graphs are drawn in by other programs.
package enum GraphNotation: String, Sendable, CaseIterable {
    case mermaid
    case dot
}

// Drawings: the same graph gives the same bytes.
extension TaskGraph {
    /// The graph in a notation, with the critical path marked.
    ///
    /// Titles are words of others: nothing of them can end a label or start a command.
    package func drawing(
        in notation: GraphNotation,
        critical: CriticalPath,
        revision: Int64
    ) -> String {
        let marked = Set(critical.stops.map(\.key))
        switch notation {
        case .mermaid: return mermaid(marked, revision)
        case .dot: return dot(marked, revision)
        }
    }

    private func mermaid(_ marked: Set<TaskKey>, _ revision: Int64) -> String {
        var lines = ["%% The ledger's revision: \(revision)", "flowchart LR"]
        for (place, node) in nodes.enumerated() {
            let label = Self.mermaidText("\(node.key) \(node.title)")
            lines.append("    n\(place)[\"\(label)\"]:::\(node.kind(marked))")
        }
        for (place, others) in waits.enumerated() {
            for other in others { lines.append("    n\(other) --> n\(place)") }
        }
        lines += [
            "    classDef done fill:#d3f0d8,stroke:#2e7d43,color:#111",
            "    classDef critical fill:#ffe3c2,stroke:#b35900,stroke-width:3px,color:#111",
            "    classDef blocked fill:#f8d0d0,stroke:#a32020,color:#111",
            "    classDef open fill:#eef1f5,stroke:#5b6675,color:#111",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    private func dot(_ marked: Set<TaskKey>, _ revision: Int64) -> String {
        var lines = [
            "// The ledger's revision: \(revision)", "digraph tasks {", "    rankdir=LR;",
            "    node [shape=box];",
        ]
        for (place, node) in nodes.enumerated() {
            let style: String =
                switch node.kind(marked) {
                case "critical": ", penwidth=3, color=\"#b35900\""
                case "done": ", color=\"#2e7d43\""
                case "blocked": ", color=\"#a32020\""
                default: ""
                }
            let label = Self.dotText("\(node.key)\n\(node.title)")
            lines.append("    n\(place) [label=\"\(label)\"\(style)];")
        }
        for (place, others) in waits.enumerated() {
            for other in others { lines.append("    n\(other) -> n\(place);") }
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }

    /// A label of Mermaid, which knows entities and reads Markdown and HTML.
    private static func mermaidText(_ text: String) -> String {
        var result = ""
        for scalar in text.printable(limit: 80).unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", "-", "_", ".", ",", "/":
                result.unicodeScalars.append(scalar)
            default:
                result +=
                    scalar.properties.isAlphabetic && scalar.value > 127
                    ? String(scalar) : "#\(scalar.value);"
            }
        }
        return result
    }

    private static func dotText(_ text: String) -> String {
        text.split(separator: "\n", maxSplits: 1).map { part in
            String(part).printable(limit: 80).replacing("\\", with: "\\\\")
                .replacing("\"", with: "\\\"")
        }.joined(separator: "\\n")
    }
}

extension TaskGraph.Node {
    /// How it is drawn.
    fileprivate func kind(_ marked: Set<TaskKey>) -> String {
        if marked.contains(key) { return "critical" }
        return switch StepState(of: state) {
        case .done, .cancelled: "done"
        case .blocked: "blocked"
        case .queued, .inProgress: "open"
        }
    }
}
