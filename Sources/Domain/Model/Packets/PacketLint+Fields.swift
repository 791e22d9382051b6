// What is not said, or said without saying anything.
extension PacketLint {
    /// What to write in a field that has nothing.
    private static let needed: [(field: PacketField, mend: String)] = [
        (.title, "Start the packet with a heading such as '# Task Packet: P07-B4'."),
        (.what, "Say in one or two sentences what is to be there afterwards."),
        (.why, "Say what it is good for, so that a worker can decide what the packet leaves open."),
        (.testPlan, "Give the commands that prove the work, in a fenced block."),
        (.doneMeans, "List what can be seen or counted when the task is done."),
    ]

    private static let welcome: [(field: PacketField, mend: String)] = [
        (.taskID, "Add '- TASK_ID: …' to the metadata."),
        (.outOfScope, "Say what is not to be changed, and what is left for later."),
        (.rollbackHint, "Say how to undo the change."),
        (.filesToOpen, "Name the files that a worker should read first."),
        (.searchTerms, "Name the symbols and messages to search for."),
        (.riskMap, "Name what could fail, and where it would show."),
        (.specAnchors, "Name the part of the specification that this carries out."),
    ]

    func missingFields() -> [PacketFinding] {
        var result: [PacketFinding] = []
        for (field, mend) in Self.needed where !packet.states(field) {
            result.append(missing(field, .error, mend: mend))
        }
        for (field, mend) in Self.welcome where !packet.states(field) {
            // That nothing is out of scope or anchored is an answer, if it is given.
            let isAnswered = !packet.lines(of: field).isEmpty
            if !isAnswered { result.append(missing(field, .advice, mend: mend)) }
        }
        return result
    }

    private func missing(
        _ field: PacketField,
        _ severity: PacketFinding.Severity,
        mend: String
    ) -> PacketFinding {
        let name = field.rawValue.lowercased()
        let reason = "\(field.rawValue) says nothing."
        return finding("\(name).missing", severity, in: field, reason, mend: mend)
    }

    /// Lines that would fit every packet, by the field in which they say nothing.
    private static let empty: [PacketField: Set<String>] = [
        .what: [
            "improve it", "fix it", "fix bugs", "do it", "make it work", "refactor", "cleanup",
        ],
        .why: ["because", "needed", "required", "it is needed", "as discussed", "requested"],
        .inScope: emptyPlaces,
        .outOfScope: ["everything else", "the rest", "other things", "etc"],
        .doneMeans: [
            "works", "it works", "feature works", "the feature works", "everything works",
            "works as expected", "works correctly", "feature works as expected", "done",
            "it is done", "feature complete", "feature is complete", "complete", "all good",
            "implemented", "feature implemented", "code written", "code is written",
        ],
        .filesToOpen: emptyPlaces,
        .searchTerms: ["some terms", "various terms", "relevant terms", "etc"],
        .rollbackHint: ["undo it", "undo the change", "revert", "revert it"],
    ]

    private static let emptyPlaces: Set<String> = [
        "some files", "various files", "several files", "relevant files", "the relevant files",
        "all relevant files", "files", "the code", "code", "etc", "as needed", "see above",
        "whatever is needed", "multiple files",
    ]

    func vagueFields() -> [PacketFinding] {
        var result: [PacketFinding] = []
        for field in PacketField.allCases {
            guard let phrases = Self.empty[field] else { continue }
            for line in packet.lines(of: field) where phrases.contains(Self.words(of: line)) {
                result.append(vague(field, line))
            }
        }
        let subject = packet.what
        if packet.states(.what), Self.words(of: subject).split(separator: " ").count < 3,
            !result.contains(where: { $0.field == .what })
        {
            result.append(vague(.what, subject))
        }
        return result
    }

    private func vague(_ field: PacketField, _ line: String) -> PacketFinding {
        finding(
            "\(field.rawValue.lowercased()).vague",
            in: field,
            "\(field.rawValue) is vague: '\(line.printable(limit: 60))'.",
            mend: Self.vagueMends[field] ?? "Say which, by name."
        )
    }

    private static let vagueMends: [PacketField: String] = [
        .what: "Say what is to be there afterwards, with its name.",
        .why: "Say who needs it and for what.",
        .doneMeans:
            "Say what can be seen or counted: an answer, an exit code, a file, a number of tests.",
        .rollbackHint: "Give the command.",
    ]

    /// A line's words in lower case, without marks.
    static func words(of line: String) -> String {
        line.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    func sizeFaults() -> [PacketFinding] {
        let mend =
            "Split the task: one packet for what one worker can finish and one replay can prove."
        var result: [PacketFinding] = []
        let counts: [(PacketField, Int)] = [
            (.inScope, packet.inScope.count), (.doneMeans, packet.doneMeans.count),
            (.testPlan, packet.testPlan.commands.count),
        ]
        for (field, count) in counts where count > Self.countAdvised {
            let reason = "\(field.rawValue) has \(count) lines; over \(Self.countAdvised) is much."
            result.append(finding("too_large", .advice, in: field, reason, mend: mend))
        }
        if source.byteCount > Self.bytesMax {
            let reason =
                "The packet has \(source.byteCount) bytes, and \(Self.bytesMax) is the most."
            result.append(
                finding(
                    "too_large",
                    in: .packet,
                    reason,
                    mend: "Keep logs and reports in files of their own, and name them."
                )
            )
        }
        return result
    }

    /// How many lines a field may have before the task is probably several.
    private static let countAdvised = 30
    /// The most bytes of a packet that anybody will read to its end.
    private static let bytesMax = 128 * 1024
}
