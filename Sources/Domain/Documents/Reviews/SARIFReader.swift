import Digests
import Model

/// Reads the findings of a SARIF 2.1.0 log, as linters and other analysers write it.
///
/// What is not known is passed over, so that a log with properties of its own is read. What its
/// writer says is no finding (a passed check, a suppressed result, one that is absent now) is
/// counted, not read.
package struct SARIFReader {
    /// The most results that are taken from one log.
    package static let resultsMax = 5_000
    private static let textMax = 4_000

    /// What a log says.
    package struct Log: Hashable, Sendable {
        package internal(set) var findings: [ReportedFinding] = []
        /// How many results are no findings.
        package internal(set) var passedOver = 0

        package init(findings: [ReportedFinding] = []) {
            self.findings = findings
        }
    }

    private let root: String

    /// - Parameter root: The absolute path of the repository, from which absolute places are told.
    package init(root: String) {
        self.root = root.hasSuffix("/") ? root : root + "/"
    }

    /// Reads a log.
    ///
    /// - Throws: ``SARIFError`` for what is no such log, or has too many results.
    package func read(_ text: String) throws(SARIFError) -> Log {
        let document: JSONValue
        do throws(JSONError) {
            document = try JSONValue(parsing: text.drop { $0 == "\u{FEFF}" }.description)
        } catch {
            throw .notJSON("\(error)")
        }
        guard document["version"]?.stringValue == "2.1.0" else {
            throw .otherVersion(document["version"]?.stringValue)
        }
        guard let runs = document["runs"]?.arrayValue else { throw .noRuns }
        var log = Log()
        var left = Self.resultsMax
        for run in runs {
            let results = run["results"]?.arrayValue ?? []
            left -= results.count
            guard left >= 0 else { throw .tooMany(limit: Self.resultsMax) }
            let rules = Rules(run)
            for result in results {
                if let finding = finding(result, of: run, rules) {
                    log.findings.append(finding)
                } else {
                    log.passedOver += 1
                }
            }
        }
        return log
    }

    private func finding(
        _ result: JSONValue,
        of run: JSONValue,
        _ rules: Rules
    ) -> ReportedFinding? {
        guard ["fail", "open", "review"].contains(result["kind"]?.stringValue ?? "fail"),
            result["baselineState"]?.stringValue != "absent", !Self.isSuppressed(result)
        else { return nil }
        let rule = rules.rule(of: result)
        let message = result["message"]
        let text =
            message?["text"]?.stringValue ?? message?["markdown"]?.stringValue
            ?? rules.message(message?["id"]?.stringValue, of: rule, message?["arguments"])
            ?? rule.id ?? "A finding without words"
        return ReportedFinding(
            severity: Self.severity(of: result, default: rule.level),
            text: String(text.prefix(Self.textMax)),
            place: place(of: result, in: run),
            tool: run["tool"]?["driver"]?["name"]?.stringValue.map { String($0.prefix(200)) }
                ?? "unknown",
            rule: rule.id.map { String($0.prefix(200)) },
            fingerprint: Self.fingerprint(of: result, rule.id)
        )
    }

    /// Whether somebody has decided to let it stand; one that is still under review is not.
    private static func isSuppressed(_ result: JSONValue) -> Bool {
        let all = result["suppressions"]?.arrayValue ?? []
        return all.contains { ($0["status"]?.stringValue ?? "accepted") == "accepted" }
    }

    private static func severity(of result: JSONValue, default level: String?) -> Severity {
        if let own = result["properties"]?["severity"]?.stringValue.flatMap(Severity.init) {
            return own
        }
        return switch result["level"]?.stringValue ?? level ?? "warning" {
        case "error": .high
        case "warning": .medium
        default: .low
        }
    }

    /// What stays the same when the finding moves: all fingerprints that the tool gives.
    private static func fingerprint(of result: JSONValue, _ rule: String?) -> String? {
        let partial = result["partialFingerprints"]?.objectValue ?? [:]
        let prints = result["fingerprints"]?.objectValue ?? partial
        if let own = partial[SARIFWriter.fingerprintName]?.stringValue, !own.isEmpty { return own }
        guard !prints.isEmpty else { return nil }
        let content: JSONValue = .array([.string(rule ?? ""), .object(prints)])
        return Digest(of: content.canonicalBytes).hex
    }
}

// Where a result is.
extension SARIFReader {
    private func place(of result: JSONValue, in run: JSONValue) -> AnchorPlace? {
        let location = result["locations"]?[0]?["physicalLocation"]
        guard let artifact = location?["artifactLocation"] else { return nil }
        let listed = artifact["index"]?.intValue.flatMap { run["artifacts"]?[$0]?["location"] }
        guard let uri = artifact["uri"]?.stringValue ?? listed?["uri"]?.stringValue,
            let path = path(uri, base: artifact["uriBaseId"]?.stringValue, in: run)
        else { return nil }
        let region = location?["region"]
        let lines = region?["startLine"]?.intValue.flatMap { first in
            LineRange(first, max(first, region?["endLine"]?.intValue ?? first))
        }
        return AnchorPlace(path, lines)
    }

    /// The path from the repository's top on; `nil` for what lies elsewhere.
    private func path(_ uri: String, base: String?, in run: JSONValue) -> String? {
        var whole = uri
        if let base, !uri.contains(":"), !uri.hasPrefix("/"),
            let start = run["originalUriBaseIds"]?[base]?["uri"]?.stringValue
        {
            whole = start.hasSuffix("/") ? start + uri : "\(start)/\(uri)"
        }
        if whole.hasPrefix("file://") { whole.removeFirst("file://".count) }
        guard let plain = Self.decoded(whole), !plain.utf8.contains(0) else { return nil }
        var path = plain
        if path.hasPrefix("/") {
            guard path.hasPrefix(root) else { return nil }
            path.removeFirst(root.count)
        }
        let parts = path.split(separator: "/").filter { $0 != "." }
        guard !parts.isEmpty, !parts.contains(".."), !path.contains("://") else { return nil }
        return parts.joined(separator: "/")
    }

    /// The text behind the escapes of a URI; `nil` where they are not UTF-8.
    private static func decoded(_ uri: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(uri.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension SARIFReader {
    /// The rules of a run, by place and by id.
    fileprivate struct Rules {
        struct Rule {
            let id: String?
            let level: String?
            let messages: JSONValue?
        }

        private let driver: [JSONValue]
        private let byID: [String: JSONValue]

        init(_ run: JSONValue) {
            driver = run["tool"]?["driver"]?["rules"]?.arrayValue ?? []
            let extensions = run["tool"]?["extensions"]?.arrayValue ?? []
            let all = driver + extensions.flatMap { $0["rules"]?.arrayValue ?? [] }
            byID = Dictionary(
                all.compactMap { rule in rule["id"]?.stringValue.map { ($0, rule) } },
                uniquingKeysWith: { first, _ in first }
            )
        }

        func rule(of result: JSONValue) -> Rule {
            let index = result["ruleIndex"]?.intValue ?? result["rule"]?["index"]?.intValue
            let isOfDriver = result["rule"]?["toolComponent"] == nil
            let listed = index.flatMap { place in
                isOfDriver && driver.indices.contains(place) ? driver[place] : nil
            }
            let id =
                result["ruleId"]?.stringValue ?? result["rule"]?["id"]?.stringValue
                ?? listed?["id"]?.stringValue
            let found = listed ?? id.flatMap { byID[$0] }
            return Rule(
                id: id,
                level: found?["defaultConfiguration"]?["level"]?.stringValue,
                messages: found?["messageStrings"]
            )
        }

        /// A message of the rule, with its `{0}` filled in.
        func message(_ id: String?, of rule: Rule, _ arguments: JSONValue?) -> String? {
            guard let id, var text = rule.messages?[id]?["text"]?.stringValue else { return nil }
            for (place, argument) in (arguments?.arrayValue ?? []).enumerated() {
                let parts = text.split(separator: "{\(place)}", omittingEmptySubsequences: false)
                text = parts.joined(separator: argument.stringValue ?? "")
            }
            return text
        }
    }
}

/// Why a text is no SARIF log that can be read.
package enum SARIFError: Reportable, Equatable {
    case notJSON(String)
    case otherVersion(String?)
    case noRuns
    case tooMany(limit: Int)

    package var code: String {
        switch self {
        case .notJSON: "sarif.not_json"
        case .otherVersion: "sarif.other_version"
        case .noRuns: "sarif.no_runs"
        case .tooMany: "sarif.too_many"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch self {
        case .notJSON(let fault): "The file is no JSON: \(fault.printable(limit: 200))"
        case .otherVersion(nil): "The file is no SARIF log: it has no version."
        case .otherVersion(let version?):
            "The log is of SARIF '\(version.printable(limit: 40))', and 2.1.0 is read."
        case .noRuns: "The SARIF log has no runs."
        case .tooMany(let limit): "The log has more than \(limit) results."
        }
    }

    package var hint: String? {
        switch self {
        case .notJSON, .noRuns: "Let the tool write it anew with its option for SARIF."
        case .otherVersion: "Tell the tool to write SARIF 2.1.0."
        case .tooMany: "Let the tool look at less at a time."
        }
    }
}
