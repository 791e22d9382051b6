extension Packet {
    /// The names under which the head gives the task's key.
    private static let keyNames = ["TASK_ID", "WP_ID", "TASK", "TASK_KEY", "KEY", "ID"]

    /// The task's key where the packet names one: in its head, else in front of it, else in its
    /// title.
    package var taskKey: TaskKey? {
        statedKeys.first?.key
    }

    /// Every place that names the task's key, the most binding first.
    package var statedKeys: [(place: PacketField, key: TaskKey)] {
        var result: [(place: PacketField, key: TaskKey)] = []
        for name in Self.keyNames {
            for entry in metadata where entry.isNamed(name) {
                if let key = Self.key(entry.value) { result.append((.metadata, key)) }
            }
            for entry in frontMatter?.entries ?? [] where entry.isNamed(name) {
                if let key = Self.key(entry.value) { result.append((.frontMatter, key)) }
            }
        }
        if let key = titleKey { result.append((.title, key)) }
        return result
    }

    /// What the title names after its last colon, or as a whole.
    private var titleKey: TaskKey? {
        let name = title.split(separator: ":").last.map { PacketText.trimmed($0) } ?? ""
        return TaskKey.mentioned(in: String(name)).first { $0.text == name }
            ?? (title.contains(":") ? Self.key(String(name)) : nil)
    }

    private static func key(_ text: String) -> TaskKey? {
        let bare = text.filter { $0 != "`" }
        // A text that is no key is no mention of one; lint says so where a key is due.
        do { return try TaskKey(bare) } catch { return nil }
    }
}

extension TaskKey {
    /// The keys that a text mentions: words such as `P07-B4` or `WP-1-Job-Cancel`, whose first part
    /// is in capitals and digits.
    package static func mentioned(in text: String) -> [TaskKey] {
        let words = text.split {
            !$0.isASCII || !($0.isLetter || $0.isNumber || "-_.[".contains($0))
        }
        return words.compactMap { key(in: $0) }
    }

    /// Prefixes of names that look like keys and are not.
    private static let standards: Set<Substring> = ["UTF", "SHA", "ISO", "RFC", "CVE", "CWE"]

    private static func key(in word: Substring) -> TaskKey? {
        let bare = word.last == "." ? word.dropLast() : word
        guard let dash = bare.firstIndex(of: "-") else { return nil }
        let head = bare[..<dash]
        guard let first = head.first, first.isUppercase,
            head.allSatisfy({ $0.isUppercase || $0.isNumber }), !standards.contains(head)
        else { return nil }
        do { return try TaskKey(String(bare)) } catch { return nil }
    }
}
