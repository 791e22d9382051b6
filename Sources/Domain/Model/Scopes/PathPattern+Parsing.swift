extension PathPattern {
    /// The steps of a pattern's text, with what is meant by its end spelled out.
    static func elements(of text: String) throws(PathPatternError.Fault) -> [Element] {
        try check(text)
        var names = text.split(separator: "/", omittingEmptySubsequences: false)
        let isFolder = names.last == ""
        if isFolder { names.removeLast() }
        guard names.count <= namesMax else { throw .tooDeep(names: names.count) }
        var elements: [Element] = []
        for (index, name) in names.enumerated() {
            if name == "**" {
                let isLast = index == names.count - 1
                elements += isLast ? below : [.anyDepth]
            } else {
                elements.append(.name(try glob(name)))
            }
        }
        if isFolder {
            elements += below
        } else if case .name(let last) = elements.last, last.literal != nil {
            elements.append(.anyDepth)
        }
        return merged(elements)
    }

    /// At least one name further down.
    private static let below: [Element] = [.name(.anyName), .anyDepth]

    private static func check(_ text: String) throws(PathPatternError.Fault) {
        let bytes = text.utf8
        guard let first = bytes.first else { throw .empty }
        guard bytes.count <= bytesMax else { throw .tooLong(bytes: bytes.count) }
        guard first != UInt8(ascii: "/") else { throw .absolute }
        guard first != UInt8(ascii: "!") else { throw .negated }
        let hasControl = text.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !hasControl else { throw .control }
    }

    private static func glob(_ name: Substring) throws(PathPatternError.Fault) -> NameGlob {
        switch name {
        case "": throw .emptyName
        case ".": throw .dotName
        case "..": throw .parent
        default: break
        }
        guard name.utf8.count <= 255 else { throw .longName }
        let glob = try NameGlob(parsing: name)
        switch glob.literal {
        case ".": throw .dotName
        case "..": throw .parent
        default: return glob
        }
    }

    /// `**` twice in a row says what one says; keeping one keeps the search for overlaps small.
    private static func merged(_ elements: [Element]) -> [Element] {
        var result: [Element] = []
        for element in elements where element != .anyDepth || result.last != .anyDepth {
            result.append(element)
        }
        return result
    }
}
