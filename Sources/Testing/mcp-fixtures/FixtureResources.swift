import MCP

enum FixtureResources {
    static let listed = [
        ResourceDescription(
            "test://static-text",
            name: "static-text",
            title: "Static text",
            description: "A text that stays.",
            mediaType: "text/plain"
        ),
        ResourceDescription(
            "test://static-binary",
            name: "static-binary",
            title: "Static bytes",
            description: "An image that stays.",
            mediaType: "image/png"
        ),
        ResourceDescription(
            "test://watched-resource",
            name: "watched-resource",
            title: "Watched resource",
            description: "A text that changes every three seconds.",
            mediaType: "text/plain"
        ),
        ResourceDescription(
            "test://example-resource",
            name: "example-resource",
            title: "Example",
            description: "A text to embed.",
            mediaType: "text/plain"
        ),
    ]

    static let templates = [
        TemplateDescription(
            "test://template/{id}/data",
            name: "template",
            title: "Template",
            description: "Data for an id.",
            mediaType: "application/json"
        )
    ]

    /// What is at an address, at a turn of what changes by itself.
    static func contents(of address: String, turn: Int64) -> ResourceContents? {
        switch address {
        case "test://static-text":
            let text = "This is the content of the static text resource."
            return ResourceContents(address, mediaType: "text/plain", .text(text))
        case "test://static-binary":
            return ResourceContents(address, mediaType: "image/png", .bytes(FixtureTools.image))
        case "test://watched-resource":
            return ResourceContents(address, mediaType: "text/plain", .text("Turn \(turn)"))
        case "test://example-resource":
            return ResourceContents(address, mediaType: "text/plain", .text("An example."))
        default:
            let parts = address.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 5, parts[..<3] == ["test:", "", "template"], parts[4] == "data",
                !parts[3].isEmpty, parts[3].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" })
            else { return nil }
            let text =
                #"{"id":"\#(parts[3])","templateTest":true,"data":"Data for ID: \#(parts[3])"}"#
            return ResourceContents(address, mediaType: "application/json", .text(text))
        }
    }
}
