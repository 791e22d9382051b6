import Model
import TOMLKit

/// What a repository's committed file gives the gates to go by: `.worklead/gates.toml`.
///
/// What it does not mention is not looked at, but for placeholders and secrets, which have rules of
/// their own.
package struct GateSettings: Hashable, Sendable {
    /// Where the settings lie in a repository.
    package static let path = ".worklead/gates.toml"

    /// Where a task's artifact belongs: `artifacts/{phase}/{task}.md`.
    package var artifact: String?
    /// Where what is not committed may lie.
    package var scratch: [PathPattern] = []
    /// What is added to the standard rules.
    package var placeholders: [PlaceholderRules] = []
    package var placeholdersExcept: [PathPattern] = []
    /// What is added to the standard rules.
    package var secrets: [SecretRule] = []
    package var secretsAllowed: [SecretAllowance] = []
    package var manifests: [ManifestRule] = []
    package var paths: [PathRule] = []
    package var tokens: TokenPolicy?
    /// What agents of a role may change; a role that is not named may change everything.
    package var roles: [Role: PathScope] = [:]
    package var commands: [CommandDefinition] = []
    /// Where plan files and the receipts of plans lie.
    package var plans = PlanPlaces()
    /// Which licences dependencies may have; `nil` where nothing is said about it.
    package var licences: LicencePolicy?

    package init() {}

    /// Reads the settings.
    ///
    /// - Throws: ``DocumentError`` with line and key; keys that are not known are refused.
    package static func read(_ bytes: [UInt8]) throws(DocumentError) -> GateSettings {
        let fields = try TOMLFields(parsing: bytes)
        try fields.allowOnly([
            "artifact", "scratch", "placeholders", "secrets", "keys", "paths", "tokens", "roles",
            "commands", "plans", "licences",
        ])
        var settings = GateSettings()
        settings.artifact = try artifact(in: fields)
        settings.scratch = try fields.patterns("scratch")
        try settings.readPlaceholders(in: fields)
        try settings.readSecrets(in: fields)
        settings.manifests = try ManifestRule.list(in: fields)
        settings.paths = try PathRule.list(in: fields)
        settings.tokens = try TokenPolicy.read(in: fields)
        settings.roles = try roles(in: fields)
        settings.commands = try CommandDefinition.list(in: fields)
        settings.plans = try PlanPlaces.read(in: fields)
        settings.licences = try LicencePolicy.read(in: fields)
        return settings
    }

    private static func artifact(in fields: TOMLFields) throws(DocumentError) -> String? {
        guard let path = try fields.text("artifact") else { return nil }
        guard path.contains("{task}"), !path.hasPrefix("/"), path.printable() == path,
            !path.split(separator: "/").contains("..")
        else { throw fields.bad("artifact", "must be a path in the repository with '{task}'") }
        return path
    }

    private mutating func readPlaceholders(in fields: TOMLFields) throws(DocumentError) {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("placeholders") }
        guard let table = try fields.read(read) else { return }
        try table.allowOnly(["except", "languages"])
        placeholdersExcept = try table.patterns("except")
        let languages = { (fields: TOMLFields) throws(TOMLError) in
            try fields.fieldsList("languages")
        }
        for language in try table.read(languages) ?? [] {
            placeholders.append(try PlaceholderRules.read(language))
        }
    }

    private mutating func readSecrets(in fields: TOMLFields) throws(DocumentError) {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("secrets") }
        guard let table = try fields.read(read) else { return }
        try table.allowOnly(["rules", "allow"])
        secrets += try SecretRulesDocument.rules(in: table)
        secretsAllowed = try SecretRulesDocument.allowances(in: table)
    }

    private static func roles(in fields: TOMLFields) throws(DocumentError) -> [Role: PathScope] {
        let read = { (fields: TOMLFields) throws(TOMLError) in try fields.fields("roles") }
        guard let table = try fields.read(read) else { return [:] }
        try table.allowOnly(Set(Role.allCases.map(\.rawValue)))
        var bounds: [Role: PathScope] = [:]
        for role in Role.allCases {
            let read = { (fields: TOMLFields) throws(TOMLError) in
                try fields.fields(role.rawValue)
            }
            guard let inner = try table.read(read) else { continue }
            try inner.allowOnly(["only", "never"])
            let only = try inner.patterns("only")
            let never = try inner.patterns("never")
            guard !only.isEmpty || !never.isEmpty else {
                throw table.bad(role.rawValue, "must have paths under 'only' or 'never'")
            }
            bounds[role] = PathScope(inScope: only.isEmpty ? [everything] : only, outOfScope: never)
        }
        return bounds
    }

    private static let everything: PathPattern = {
        do { return try PathPattern("**") } catch { preconditionFailure("'**' is a path") }
    }()

    /// All rules for secrets that hold here.
    package var secretRules: [SecretRule] { StandardSecretRules.rules + secrets }

    /// All rules for placeholders that hold here.
    package var placeholderRules: [PlaceholderRules] {
        StandardPlaceholderRules.all + placeholders
    }

    /// The scanner for secrets, with what is allowed here.
    package var secretScanner: SecretScanner {
        secrets.isEmpty && secretsAllowed.isEmpty
            ? StandardSecretRules.scanner
            : SecretScanner(secretRules, allowances: secretsAllowed)
    }

    /// The scanner for placeholders.
    package var placeholderScanner: PlaceholderScanner {
        placeholders.isEmpty && placeholdersExcept.isEmpty
            ? StandardPlaceholderRules.scanner
            : PlaceholderScanner(placeholderRules, except: placeholdersExcept)
    }
}
