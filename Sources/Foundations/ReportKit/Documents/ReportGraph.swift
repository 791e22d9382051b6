/// What leads to what.
///
/// Drawn by Mermaid where a reader has it; the same is told as a table where none is.
package struct ReportGraph: Hashable, Sendable {
    /// Something with a name of its own in the graph, and what is written on it.
    package struct Node: Hashable, Sendable {
        package var id: String
        package var label: String

        package init(_ id: String, _ label: String) {
            self.id = id
            self.label = label
        }
    }

    /// A way from one node to another.
    package struct Edge: Hashable, Sendable {
        package var from: String
        package var to: String
        package var label: String?

        package init(from: String, to: String, label: String? = nil) {
            self.from = from
            self.to = to
            self.label = label
        }
    }

    package var caption: String
    package var nodes: [Node]
    /// Those that name a node that is not there are left out when it is written.
    package var edges: [Edge]

    package init(_ caption: String, nodes: [Node], edges: [Edge]) {
        self.caption = caption
        self.nodes = nodes
        self.edges = edges
    }

    /// The graph in Mermaid's language.
    ///
    /// Nodes are numbered, so that no id can be taken for syntax, and in labels everything but
    /// letters, digits and a few marks is written as its number.
    package var mermaid: String {
        var lines = ["graph TD"]
        var names: [String: String] = [:]
        for (index, node) in nodes.enumerated() where names[node.id] == nil {
            names[node.id] = "n\(index)"
            lines.append("    n\(index)[\"\(Self.escaped(node.label))\"]")
        }
        for edge in edges {
            guard let from = names[edge.from], let to = names[edge.to] else { continue }
            let label = edge.label.map { "|\"\(Self.escaped($0))\"|" } ?? ""
            lines.append("    \(from) -->\(label) \(to)")
        }
        return lines.joined(separator: "\n")
    }

    private static func escaped(_ label: String) -> String {
        var result = ""
        for scalar in label.visible.unicodeScalars {
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", " ", "-", "_", ".", ",", ":", "/", "(", ")":
                result.unicodeScalars.append(scalar)
            case _ where !scalar.isASCII: result.unicodeScalars.append(scalar)
            default: result += "#\(scalar.value);"
            }
        }
        return result
    }

    /// The edges whose ends are both there, with the labels of the ends.
    var told: [(from: String, to: String, label: String?)] {
        var labels: [String: String] = [:]
        for node in nodes where labels[node.id] == nil { labels[node.id] = node.label }
        return edges.compactMap { edge in
            guard let from = labels[edge.from], let to = labels[edge.to] else { return nil }
            return (from, to, edge.label)
        }
    }
}
