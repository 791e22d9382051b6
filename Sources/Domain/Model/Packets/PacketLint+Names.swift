// Names that should agree and do not.
extension PacketLint {
    func nameFaults() -> [PacketFinding] {
        keyFaults() + artifactFaults() + mentionFaults()
    }

    private func keyFaults() -> [PacketFinding] {
        var result: [PacketFinding] = []
        let stated = packet.statedKeys
        if let first = stated.first {
            for other in stated.dropFirst() where other.key != first.key {
                result.append(
                    mismatch(
                        "\(first.place.rawValue) names the task \(first.key), "
                            + "\(other.place.rawValue) \(other.key).",
                        in: other.place
                    )
                )
            }
            if let expectedKey, expectedKey != first.key {
                let reason = "The packet is for \(first.key), and the task is \(expectedKey)."
                result.append(mismatch(reason, in: .taskID))
            }
        }
        if let key = expectedKey ?? stated.first?.key, let named = keyOfFile, named != key {
            let reason = "The file is called '\(named)', and the task \(key)."
            result.append(mismatch(reason, in: .packet))
        }
        return result
    }

    private func mismatch(_ reason: String, in field: PacketField) -> PacketFinding {
        finding("task_id.mismatch", in: field, reason, mend: "Give the task one key everywhere.")
    }

    /// The key that the file's name is, where it is one.
    private var keyOfFile: TaskKey? {
        guard let name = source.fileName, let dot = name.lastIndex(of: ".") else { return nil }
        let stem = String(name[..<dot])
        return TaskKey.mentioned(in: stem).first { $0.text == stem }
    }

    /// Files that the packet names in two spellings.
    private func artifactFaults() -> [PacketFinding] {
        var known: [String: String] = [:]
        let naming: [PacketField] = [.inScope, .requiredEvidence, .filesToOpen, .what]
        for field in naming {
            for name in packet.lines(of: field).flatMap(Self.fileNames) {
                let folded = TaskKey.fold(name)
                if known[folded] == nil { known[folded] = name }
            }
        }
        let using: [PacketField] = [.requiredEvidence, .testPlan, .doneMeans, .reportSections]
        var texts = using.flatMap { field in packet.lines(of: field).map { (field, $0) } }
        texts += packet.sections.filter(Self.isPrompt).map { (.sections, $0.text) }
        var result: [PacketFinding] = []
        var seen: Set<String> = []
        for (field, text) in texts {
            for name in Self.fileNames(text) {
                guard let other = known[TaskKey.fold(name)], other != name,
                    seen.insert(name).inserted
                else { continue }
                result.append(
                    finding(
                        "artifact.mismatch",
                        in: field,
                        "\(field.rawValue) calls a file '\(name.printable(limit: 60))' that the packet "
                            + "calls '\(other.printable(limit: 60))' elsewhere.",
                        mend: "Spell the file's name the same way everywhere."
                    )
                )
            }
        }
        return result
    }

    /// Keys in the checks that are look-alikes of the task's own.
    private func mentionFaults() -> [PacketFinding] {
        guard let key = expectedKey ?? packet.taskKey else { return [] }
        var result: [PacketFinding] = []
        for field in [PacketField.testPlan, .doneMeans, .requiredEvidence, .runCommands] {
            var seen: Set<String> = []
            for other in packet.lines(of: field).flatMap(Self.names)
            where other != key.text && TaskKey.fold(other) == key.folded
                && seen.insert(other).inserted
            {
                let reason =
                    "\(field.rawValue) writes the task's key as '\(other)', and it is '\(key)'."
                result.append(mismatch(reason, in: field))
            }
        }
        return result
    }

    private static func isPrompt(_ section: PacketSection) -> Bool {
        words(of: section.heading).contains("prompt")
    }

    /// The last parts of the paths in a text that end in an extension: `report.md`.
    private static func fileNames(_ text: String) -> [String] {
        names(in: text).compactMap { name in
            guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return nil }
            let ending = name[name.index(after: dot)...]
            guard (1...5).contains(ending.count), ending.contains(where: \.isLetter) else {
                return nil
            }
            return name
        }
    }

    /// The words of a text that could be names, of paths their last part, without a full stop.
    private static func names(in text: String) -> [String] {
        let words = text.split { character in
            !(character.isASCII && (character.isLetter || character.isNumber))
                && !"-_.".contains(character)
        }
        return words.compactMap { word in
            let bare = word.last == "." ? word.dropLast() : word
            return bare.isEmpty ? nil : String(bare)
        }
    }
}
