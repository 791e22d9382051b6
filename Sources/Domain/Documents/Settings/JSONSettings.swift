/// Our parts of a JSON settings file of another program.
package struct JSONSettings: Hashable, Sendable {
    /// A part: a member of a table, or an element of a list.
    package enum Part: Hashable, Sendable {
        /// The member of that name in the table at the path.
        case member(path: [String], key: String, value: SettingsValue)
        /// A group of hooks at the path's list; those of its commands that begin with our word
        /// are ours.
        case hooks(path: [String], value: SettingsValue)

        var path: [String] {
            switch self {
            case .member(let path, _, _), .hooks(let path, _): path
            }
        }
    }

    package let parts: [Part]
    /// How the commands of our hooks begin.
    package let commandStart: String

    package init(parts: [Part], commandStart: String) {
        self.parts = parts
        self.commandStart = commandStart
    }

    /// The text with our parts in it, each where it is missing.
    package func added(to text: String?) throws(SettingsError) -> String {
        var text = text ?? "{}\n"
        for part in parts where !isThere(part, in: try JSONSource(text)) {
            text = try adding(part, to: JSONSource(text))
        }
        return text
    }

    /// The text without anything of ours, also of an earlier shape.
    package func removed(from text: String) throws(SettingsError) -> String {
        var text = text
        while let next = try removingOne(from: JSONSource(text)) { text = next }
        return text
    }

    /// Whether each of our parts is there, and nothing else of ours.
    package func isWhole(in text: String) throws(SettingsError) -> Bool {
        let source = try JSONSource(text)
        return parts.allSatisfy { isThere($0, in: source) } && ours(in: source).count == parts.count
    }

    /// Whether anything of ours is there.
    package func isPresent(in text: String) throws(SettingsError) -> Bool {
        try !ours(in: JSONSource(text)).isEmpty
    }

    private func isThere(_ part: Part, in source: JSONSource) -> Bool {
        let node = source.root.descendant(part.path)
        switch part {
        case .member(_, let key, let value): return node?[key]?.says(value) ?? false
        case .hooks(_, let value): return node?.list?.contains { $0.says(value) } ?? false
        }
    }

    private func adding(_ part: Part, to source: JSONSource) throws(SettingsError) -> String {
        var node = source.root
        var missing = part.path[...]
        while let key = missing.first, let next = node[key] {
            node = next
            missing = missing.dropFirst()
        }
        let indent = String(
            repeating: source.layout.unit,
            count: part.path.count - missing.count
        )
        switch part {
        case .member(_, let key, let value):
            if missing.isEmpty, let old = node[key] {
                return source.replacing(
                    old.range,
                    with: value.written(source.layout, at: indent + source.layout.unit)
                )
            }
            return try source.inserting(
                SettingsValue.Member(key, value).nested(under: missing),
                into: node,
                at: indent
            )
        case .hooks(_, let value):
            guard !missing.isEmpty else {
                guard let list = node.list else { throw Self.inTheWay(part) }
                let text = value.written(source.layout, at: indent + source.layout.unit)
                return source.inserting(text, into: node, after: list.last?.range, at: indent)
            }
            let member = SettingsValue.Member(missing.last ?? "", .list([value]))
            return try source.inserting(
                member.nested(under: missing.dropLast()),
                into: node,
                at: indent
            )
        }
    }

    private static func inTheWay(_ part: Part) -> SettingsError {
        SettingsError(.inTheWay("'\(part.path.joined(separator: "."))'"))
    }

    /// The text without the first of our parts; `nil` where there is none.
    private func removingOne(from source: JSONSource) -> String? {
        guard let ours = ours(in: source).first else { return nil }
        return source.removing(ours, from: source.root)
    }

    /// The places of what is ours.
    private func ours(in source: JSONSource) -> [Range<Int>] {
        var found: [Range<Int>] = []
        for part in parts {
            if case .member(let path, let key, _) = part,
                let member = source.root.descendant(path)?.members?.first(where: { $0.key == key })
            {
                found.append(member.range)
            }
        }
        guard parts.contains(where: { if case .hooks = $0 { true } else { false } }) else {
            return found
        }
        for event in source.root["hooks"]?.members ?? [] {
            for group in event.value.list ?? [] {
                let handlers = group["hooks"]?.list ?? []
                let mine = handlers.filter {
                    $0["command"]?.text?.hasPrefix(commandStart) ?? false
                }
                guard !mine.isEmpty else { continue }
                found += mine.count == handlers.count ? [group.range] : mine.map(\.range)
            }
        }
        return found
    }
}

extension SettingsValue.Member {
    /// The member within tables of these names.
    fileprivate func nested(under path: ArraySlice<String>) -> SettingsValue.Member {
        path.reversed().reduce(self) { SettingsValue.Member($1, .table([$0])) }
    }
}

extension JSONSource.Node {
    func descendant(_ path: [String]) -> JSONSource.Node? {
        var node: JSONSource.Node? = self
        for key in path { node = node?[key] }
        return node
    }
}

extension JSONSource {
    func inserting(
        _ member: SettingsValue.Member,
        into node: Node,
        at indent: String
    ) throws(SettingsError) -> String {
        guard let members = node.members else {
            throw SettingsError(.inTheWay("A value that is no table"))
        }
        let text =
            SettingsValue.quoted(member.key) + ": "
            + member.value.written(layout, at: indent + layout.unit)
        return inserting(text, into: node, after: members.last?.range, at: indent)
    }

    /// Puts a text behind the last item of a table or list, or into an empty one.
    func inserting(
        _ text: String,
        into node: Node,
        after last: Range<Int>?,
        at indent: String
    ) -> String {
        guard let last else {
            let inner = node.range.lowerBound + 1..<node.range.upperBound - 1
            return replacing(
                inner,
                with: layout.newline + indent + layout.unit + text + layout.newline + indent
            )
        }
        let own = self.indent(before: last.lowerBound) ?? indent + layout.unit
        return replacing(
            last.upperBound..<last.upperBound,
            with: "," + layout.newline + own + text
        )
    }

    /// Takes an item out, and each table and list that has nothing else in it.
    func removing(_ range: Range<Int>, from root: Node) -> String {
        var target = range
        var holder = root
        var removal = range
        var holders: [Node] = []
        while let inner = holder.items.first(where: {
            $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound && $0 != range
        }), let next = holder.child(at: inner) {
            holders.append(holder)
            holder = next
        }
        // A list of ours that is empty now goes with it; the root stays.
        while holder.items.count == 1, let outer = holders.popLast() {
            target = outer.items.first { $0.contains(holder.range.lowerBound) } ?? target
            holder = outer
        }
        let items = holder.items
        guard let index = items.firstIndex(of: target) else { return replacing(removal, with: "") }
        if items.count == 1 {
            removal = holder.range.lowerBound + 1..<holder.range.upperBound - 1
        } else if index > 0 {
            removal = items[index - 1].upperBound..<target.upperBound
        } else {
            removal = target.lowerBound..<items[1].lowerBound
        }
        return replacing(removal, with: "")
    }
}

extension JSONSource.Node {
    /// The places of a table's members or a list's elements.
    fileprivate var items: [Range<Int>] {
        switch content {
        case .table(let members): members.map(\.range)
        case .list(let nodes): nodes.map(\.range)
        case .text, .literal: []
        }
    }

    fileprivate func child(at range: Range<Int>) -> JSONSource.Node? {
        switch content {
        case .table(let members): members.first { $0.range == range }?.value
        case .list(let nodes): nodes.first { $0.range == range }
        case .text, .literal: nil
        }
    }
}
