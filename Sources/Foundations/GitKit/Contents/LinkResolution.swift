/// Follows the symbolic links of a commit by their texts, as a working directory would.
struct LinkResolution {
    private typealias Part = ArraySlice<UInt8>

    /// As many links as Linux follows before it gives up.
    private static let linksMax = 40

    private let targets: [GitPath: [UInt8]]

    /// - Parameter targets: What each link of the commit says.
    init(targets: [GitPath: [UInt8]]) {
        self.targets = targets
    }

    /// Whether following the link leads above the top of the repository, other links on the way
    /// included.
    ///
    /// Links that run in circles lead nowhere.
    func leadsOut(_ link: GitPath) -> Bool {
        var pending: [Part] = Self.parts(link.bytes[...]).reversed()
        var position: [Part] = []
        var linksLeft = Self.linksMax
        while let part = pending.popLast() {
            if part.elementsEqual("..".utf8) {
                guard position.popLast() != nil else { return true }
                continue
            }
            if part.elementsEqual(".".utf8) { continue }
            position.append(part)
            let here = GitPath(bytes: position.joined(separator: [UInt8(ascii: "/")]))
            guard let target = targets[here] else { continue }
            if target.first == UInt8(ascii: "/") { return true }
            linksLeft -= 1
            guard linksLeft > 0 else { return false }
            position.removeLast()
            pending += Self.parts(target[...]).reversed()
        }
        return false
    }

    private static func parts(_ path: Part) -> [Part] { path.split(separator: UInt8(ascii: "/")) }
}
