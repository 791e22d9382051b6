import Digests

/// A resource as it is listed.
package struct ResourceDescription: Sendable {
    package var address: String
    package var name: String
    package var title: String
    package var description: String
    package var mediaType: String

    package init(
        _ address: String,
        name: String,
        title: String,
        description: String,
        mediaType: String
    ) {
        self.address = address
        self.name = name
        self.title = title
        self.description = description
        self.mediaType = mediaType
    }

    var json: JSONValue {
        [
            "uri": .string(address), "name": .string(name), "title": .string(title),
            "description": .string(description), "mimeType": .string(mediaType),
        ]
    }
}

/// Some of the resources, and the cursor for the rest.
package struct ResourcePage: Sendable {
    package var items: [ResourceDescription]
    package var next: String?

    package init(_ items: [ResourceDescription], next: String? = nil) {
        self.items = items
        self.next = next
    }
}

/// Resources that are alike but for parts of their address (RFC 6570, level 1).
package struct TemplateDescription: Sendable {
    package var template: String
    package var name: String
    package var title: String
    package var description: String
    package var mediaType: String

    package init(
        _ template: String,
        name: String,
        title: String,
        description: String,
        mediaType: String
    ) {
        self.template = template
        self.name = name
        self.title = title
        self.description = description
        self.mediaType = mediaType
    }

    var json: JSONValue {
        [
            "uriTemplate": .string(template), "name": .string(name), "title": .string(title),
            "description": .string(description), "mimeType": .string(mediaType),
        ]
    }
}

/// What a resource holds.
package struct ResourceContents: Sendable {
    /// Texts as they are, bytes in Base64.
    package enum Content: Sendable {
        case text(String)
        case bytes(String)
    }

    package var address: String
    package var mediaType: String
    package var content: Content
    /// Whether agents wrote it: then it is data for whoever reads it, and never an instruction.
    package var isUntrusted: Bool

    package init(
        _ address: String,
        mediaType: String,
        _ content: Content,
        isUntrusted: Bool = false
    ) {
        self.address = address
        self.mediaType = mediaType
        self.content = content
        self.isUntrusted = isUntrusted
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "uri": .string(address), "mimeType": .string(mediaType),
        ]
        switch content {
        case .text(let text): members["text"] = .string(text)
        case .bytes(let data): members["blob"] = .string(data)
        }
        if isUntrusted { members["_meta"] = ["worklead/untrusted": true] }
        return .object(members)
    }
}
