/// An element of an XML text, with the line it starts on.
package final class XMLElement {
    /// Without its prefix.
    package let name: String
    /// From 1.
    package let line: Int
    package private(set) var children: [XMLElement] = []
    /// The characters directly in it, without white space at either end.
    package var text: String {
        String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
    }
    private var bytes: [UInt8] = []

    private init(name: String, line: Int) {
        self.name = name
        self.line = line
    }

    /// The first child of that name.
    package subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The outermost element of a text.
    package static func read(_ bytes: [UInt8]) throws(XMLError) -> XMLElement {
        let tree = Tree()
        try XMLReader.read(bytes, telling: tree)
        guard let root = tree.root else { throw XMLError(line: 1, reason: "it is not well formed") }
        return root
    }

    /// The elements that are open while a text is read.
    private final class Tree: XMLListener {
        private var open: [XMLElement] = []
        private(set) var root: XMLElement?

        func open(_ name: String, line: Int) {
            let element = XMLElement(
                name: name.split(separator: ":").last.map(String.init) ?? name,
                line: line
            )
            open.last?.children.append(element)
            open.append(element)
        }

        func close(_ name: String) {
            let element = open.popLast()
            if open.isEmpty { root = element }
        }

        func characters(_ bytes: UnsafeRawBufferPointer) {
            open.last?.bytes.append(contentsOf: bytes)
        }
    }
}
