/// Something of somebody else's that a repository is built with, as its lock file names it.
package struct SupplyID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The kinds of registries, each with lock files of its own.
    package enum Ecosystem: String, Sendable, CaseIterable {
        case swift, cargo, npm, pypi, go, maven
    }

    package let ecosystem: Ecosystem
    package let name: String

    package init(_ ecosystem: Ecosystem, _ name: String) {
        self.ecosystem = ecosystem
        self.name = Self.normalised(name, in: ecosystem)
    }

    package var description: String { "\(ecosystem.rawValue):\(name)" }

    /// Takes `cargo:serde` apart; `nil` where it is no such text.
    package init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"),
            let ecosystem = Ecosystem(rawValue: String(text[..<colon]))
        else { return nil }
        let name = String(text[text.index(after: colon)...])
        guard !name.isEmpty, name.count <= 200, !name.contains(where: \.isWhitespace) else {
            return nil
        }
        self.init(ecosystem, name)
    }

    package static func < (left: Self, right: Self) -> Bool {
        left.description < right.description
    }

    /// Names that are the same to the registry are the same here: PyPI folds case and separators
    /// (PEP 503), SwiftPM case.
    private static func normalised(_ name: String, in ecosystem: Ecosystem) -> String {
        switch ecosystem {
        case .pypi:
            name.lowercased().split { "-_.".contains($0) }.joined(separator: "-")
        case .swift: name.lowercased()
        case .cargo, .npm, .go, .maven: name
        }
    }
}

/// That something may be used, and under which licence.
package struct RegisteredSupply: Hashable, Sendable {
    package let id: SupplyID
    /// As SPDX writes it: `MIT`, `Apache-2.0 OR MIT`.
    package let licence: String
    /// The one version that may be used; `nil` for any.
    package let version: String?
    package let reason: String?

    package init(id: SupplyID, licence: String, version: String?, reason: String?) {
        self.id = id
        self.licence = licence
        self.version = version
        self.reason = reason
    }

    /// That it was registered, as it is written.
    package var fact: Fact {
        FactWriter().with("licence", licence).with("version", version).with("reason", reason)
            .fact("supply.registered")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact, of id: SupplyID) throws(FactError) {
        guard fact.type == "supply.registered" else { return nil }
        let reader = try FactReader(fact)
        self.init(
            id: id,
            licence: try reader.text("licence"),
            version: try reader.optionalText("version"),
            reason: try reader.optionalText("reason")
        )
    }
}

/// What a lock file says is used, and where it says so.
package struct LockedSupply: Hashable, Sendable {
    package let id: SupplyID
    package let version: String?
    /// From 1.
    package let line: Int

    package init(_ id: SupplyID, version: String?, line: Int) {
        self.id = id
        self.version = version
        self.line = line
    }
}
