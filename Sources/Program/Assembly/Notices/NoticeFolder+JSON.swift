import Digests
import Model

// How targets and what they were told stand in their files.
extension NoticeTarget {
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "name": .string(name.text), "kind": .string(way.kind.rawValue),
            "severity": .string(least.rawValue), "digest": .integer(digest.wholeSeconds),
        ]
        switch way {
        case .desktop(let terminal):
            fields["address"] = terminal.map { .string($0.device) }
            fields["escape"] = terminal.map { .string($0.escape.rawValue) }
        case .webhook(let address), .slack(let address): fields["address"] = .string(address)
        case .command(let words): fields["command"] = .array(words.map(JSONValue.string))
        }
        if let quiet { fields["quiet"] = .string(quiet.text) }
        return .object(fields)
    }

    /// `nil` for what is not as it was written.
    init?(json: JSONValue) {
        guard let name = json["name"]?.stringValue,
            let kind = json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)),
            let least = json["severity"]?.stringValue.flatMap(Need.Urgency.init(rawValue:)),
            let digest = json["digest"]?.int64Value
        else { return nil }
        let address = json["address"]?.stringValue
        let way: Way
        switch kind {
        case .desktop:
            let escape = json["escape"]?.stringValue.flatMap(Escape.init(rawValue:)) ?? .osc9
            way = .desktop(address.map { Terminal(device: $0, escape: escape) })
        case .webhook: way = .webhook(address ?? "")
        case .slack: way = .slack(address ?? "")
        case .command:
            let words = json["command"]?.arrayValue?.compactMap(\.stringValue) ?? []
            guard !words.isEmpty else { return nil }
            way = .command(words)
        }
        self.init(
            name: NoticeTargetName(trusted: name),
            way: way,
            least: least,
            quiet: json["quiet"]?.stringValue.flatMap { QuietHours($0) },
            digest: .seconds(digest)
        )
    }

    /// Where it is, without what may be a secret.
    var place: String {
        switch way {
        case .desktop(let terminal): terminal?.device ?? "the desktop"
        case .webhook(let address), .slack(let address):
            WebAddress(address).map { "\($0.scheme)://\($0.authority)/…" } ?? ""
        case .command(let words): words.first ?? ""
        }
    }
}

extension NoticeMemory {
    var json: JSONValue {
        var fields: [String: JSONValue] = [
            "failures": .integer(Int64(failures)),
            "fates": .object(fates.mapValues(\.json)),
        ]
        fields["retry_at"] = retryAt.map { .integer($0.milliseconds) }
        fields["last_error"] = lastError.map(JSONValue.string)
        fields["told_at"] = lastToldAt.map { .integer($0.milliseconds) }
        return .object(fields)
    }

    init(json: JSONValue) {
        func moment(_ name: String) -> Timestamp? {
            json[name]?.int64Value.map(Timestamp.init(milliseconds:))
        }
        var fates: [String: Fate] = [:]
        if case .object(let values)? = json["fates"] {
            for (key, value) in values { fates[key] = Fate(json: value) }
        }
        self.init(
            fates: fates,
            failures: json["failures"]?.int64Value.map { Int(clamping: $0) } ?? 0,
            retryAt: moment("retry_at"),
            lastError: json["last_error"]?.stringValue,
            lastToldAt: moment("told_at")
        )
    }
}

extension NoticeMemory.Fate {
    fileprivate var json: JSONValue {
        let (word, moment) =
            switch self {
            case .pending(let since): ("pending", since)
            case .told(let moment): ("told", moment)
            case .lost(let moment): ("lost", moment)
            }
        return .array([.string(word), .integer(moment.milliseconds)])
    }

    fileprivate init?(json: JSONValue) {
        guard let parts = json.arrayValue, parts.count == 2, let word = parts[0].stringValue,
            let moment = parts[1].int64Value.map(Timestamp.init(milliseconds:))
        else { return nil }
        switch word {
        case "pending": self = .pending(since: moment)
        case "told": self = .told(moment)
        case "lost": self = .lost(moment)
        default: return nil
        }
    }
}
