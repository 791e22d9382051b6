/// Which of an agent's requests are answered without asking anybody.
///
/// A rule that denies wins over all others, wherever it stands. Of the others the first that
/// matches decides, and where none matches, ``otherwise`` does.
///
/// It answers what an agent asks. An agent that does not ask is held by its own settings and by a
/// sandbox, not by this.
package struct PermissionPolicy: Hashable, Sendable {
    /// What is done with a request.
    package enum Effect: String, Hashable, Sendable, CaseIterable {
        case allow, deny, ask
    }

    package var rules: [PermissionRule]
    package var otherwise: Effect

    package init(_ rules: [PermissionRule] = [], otherwise: Effect = .ask) {
        self.rules = rules
        self.otherwise = otherwise
    }

    /// What is done with a request, and the rule that says so; no rule where none matched.
    ///
    /// - Parameters:
    ///   - directory: Where the agent works: paths in its requests that are relative start there.
    ///   - resolve: Follows the links in an absolute path without `..`.
    package func judge(
        _ request: PermissionRequest,
        in directory: String,
        resolve: @escaping (String) -> String = { $0 }
    ) -> (effect: Effect, rule: PermissionRule?) {
        let subject = PermissionSubject(request.tool, in: directory, resolve: resolve)
        for rule in rules where rule.effect == .deny && subject.mayMatch(rule.what) {
            return (.deny, rule)
        }
        for rule in rules where rule.effect != .deny && subject.matches(rule.what) {
            return (rule.effect, rule)
        }
        return (otherwise, nil)
    }
}

/// A rule of a policy.
package struct PermissionRule: Hashable, Sendable, CustomStringConvertible {
    /// Which requests it is about.
    package enum What: Hashable, Sendable {
        /// Tools by name; a `*` stands for any characters.
        case tool(String)
        /// Tools that do this.
        case kind(ToolKind)
        /// Commands that begin with these words.
        case command([String])
        /// Tools of these kinds on files under a directory, which is absolute or starts where the
        /// agent works.
        case paths(under: String, kinds: Set<ToolKind>)
    }

    package let effect: PermissionPolicy.Effect
    package let what: What

    package init(_ effect: PermissionPolicy.Effect, _ what: What) {
        self.effect = effect
        self.what = what
    }

    package var description: String {
        let subject =
            switch what {
            case .tool(let pattern): "tool \(pattern)"
            case .kind(let kind): "kind \(kind.rawValue)"
            case .command(let words): "command \(words.joined(separator: " "))"
            case .paths(let directory, let kinds):
                "\(kinds.map(\.rawValue).sorted().joined(separator: ",")) under \(directory)"
            }
        return "\(effect.rawValue) \(subject)"
    }

    /// Reads a rule as ``description`` writes it: `allow command git status`,
    /// `deny tool Web*`, `ask kind fetch`, `allow edit,read under src`.
    ///
    /// - Returns: `nil` for what is none.
    package init?(_ text: String) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count >= 3, let effect = PermissionPolicy.Effect(rawValue: words[0]) else {
            return nil
        }
        self.effect = effect
        switch (words[1], words.count) {
        case ("tool", 3): what = .tool(words[2])
        case ("kind", 3):
            guard let kind = ToolKind(rawValue: words[2]) else { return nil }
            what = .kind(kind)
        case ("command", _): what = .command(Array(words[2...]))
        case (let kinds, 4) where words[2] == "under":
            let named = kinds.split(separator: ",").map { ToolKind(rawValue: String($0)) }
            guard !named.contains(nil), !named.isEmpty else { return nil }
            what = .paths(under: words[3], kinds: Set(named.compactMap(\.self)))
        default: return nil
        }
    }
}
