import Digests
import Model

/// The manifest of an agent, as other tools keep it: `AGENT_MANIFEST.json`.
///
/// What has no place here is not dropped in silence: it is listed with what became of it.
package struct AgentManifest: Sendable {
    /// A field that was changed or not kept.
    package struct Loss: Hashable, Sendable {
        package let field: String
        package let value: String
        package let reason: String
    }

    /// The most bytes of a manifest.
    package static let bytesMax = 64 * 1024
    private static let capabilitiesMax = 50

    package let agent: AgentID
    /// What its roles come to; `nil` where none is known.
    package let role: Role?
    package let capabilities: [String]
    package private(set) var losses: [Loss]

    /// Reads a manifest.
    package init(_ text: String) throws {
        guard text.utf8.count <= Self.bytesMax else { throw AgentManifestError.tooLarge }
        let document: JSONValue
        do {
            document = try JSONValue(parsing: text)
        } catch {
            throw AgentManifestError.malformed
        }
        guard case .object(let fields) = document else { throw AgentManifestError.malformed }
        guard let id = fields["agent_id"]?.stringValue else { throw AgentManifestError.nameless }
        var reader = Reader(fields: fields)
        agent = try reader.agent(id)
        role = reader.role()
        capabilities = reader.capabilities(atMost: Self.capabilitiesMax)
        reader.readRest(of: agent)
        losses = reader.losses
    }

    private struct Reader {
        let fields: [String: JSONValue]
        var losses: [Loss] = []

        mutating func lose(_ field: String, _ reason: String) {
            guard let value = fields[field] else { return }
            let shown = value.stringValue ?? value.canonicalText
            losses.append(
                Loss(field: field, value: shown.printable(limit: 120), reason: reason)
            )
        }

        mutating func agent(_ text: String) throws(IdentifierError) -> AgentID {
            let lowered = text.lowercased()
            if lowered != text { lose("agent_id", "ids have no capital letters: \(lowered)") }
            return try AgentID(lowered)
        }

        /// The role that the most is allowed to, among those that are named.
        mutating func role() -> Role? {
            let field = fields["desired_roles"] == nil ? "roles" : "desired_roles"
            guard let value = fields[field] else { return nil }
            let words =
                value.arrayValue?.compactMap(\.stringValue)
                ?? [value.stringValue]
                .compactMap(\.self)
            let known = words.compactMap { AgentManifest.roles[$0.lowercased()] }
            if known.count < words.count { lose(field, "a role that is not known was left out") }
            let order: [Role] = [.lead, .worker, .validator, .auditor]
            let best = order.first(where: known.contains)
            if Set(known).count > 1, let best { lose(field, "an agent has one role: \(best)") }
            return best
        }

        mutating func capabilities(atMost most: Int) -> [String] {
            guard let value = fields["capabilities"] else { return [] }
            let words = value.arrayValue?.compactMap(\.stringValue) ?? []
            let kept = words.filter { word in
                word.contains { !$0.isWhitespace } && word.printable() == word && word.count <= 80
            }
            if kept.count < (value.arrayValue?.count ?? 1) || kept.count > most {
                lose("capabilities", "some were left out: \(min(kept.count, most)) are kept")
            }
            return Array(kept.prefix(most))
        }

        mutating func readRest(of agent: AgentID) {
            for field in fields.keys.sorted() {
                switch field {
                case "agent_id", "desired_roles", "roles", "capabilities": continue
                case "owner" where fields[field]?.stringValue == fields["agent_id"]?.stringValue:
                    continue
                case "owner": lose(field, "an agent owns itself; lanes have owners")
                case "branch_prefix" where fields[field]?.stringValue == "agent/\(agent)/": continue
                case "branch_prefix":
                    lose(field, "branches are named by branch_pattern in .worklead/config.toml")
                case "max_prs_per_day": lose(field, "there is no such limit")
                case "notes", "contact", "agent_type": loseUnlessEmpty(field)
                default: lose(field, "it is not known")
                }
            }
        }

        private mutating func loseUnlessEmpty(_ field: String) {
            if fields[field] != .string("") { lose(field, "it is not kept") }
        }
    }

    /// What other tools call roles.
    private static let roles: [String: Role] = [
        "manager": .lead, "lead": .lead, "mayor": .lead, "coordinator": .lead,
        "engineer": .worker, "worker": .worker, "developer": .worker, "implementer": .worker,
        "validator": .validator, "reviewer": .validator, "tester": .validator,
        "observer": .auditor, "auditor": .auditor,
    ]
}

/// A text that is no manifest of an agent.
package enum AgentManifestError: Reportable, Equatable {
    case malformed
    case nameless
    case tooLarge

    package var code: String {
        switch self {
        case .malformed: "manifest.malformed"
        case .nameless: "manifest.nameless"
        case .tooLarge: "manifest.too_large"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch self {
        case .malformed: "The manifest is no JSON object."
        case .nameless: "The manifest has no 'agent_id'."
        case .tooLarge: "The manifest has more than \(AgentManifest.bytesMax) bytes."
        }
    }

    package var hint: String? {
        "A manifest is like {\"agent_id\": \"codex-2\", \"capabilities\": [\"docs\"]}."
    }
}
