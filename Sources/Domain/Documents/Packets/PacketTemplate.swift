import Model

/// A new packet for somebody to fill in.
package enum PacketTemplate {
    /// The document of a packet that has its key and nothing else.
    ///
    /// Whatever is still to be written stands in `{…}`, so that lint refuses a packet that was not
    /// filled in.
    ///
    /// - Parameters:
    ///   - date: The day or the moment, as text.
    ///   - requestor: Who asked for the task.
    ///   - author: Who writes the packet.
    package static func text(
        for key: TaskKey,
        date: String,
        requestor: String,
        author: String,
        _ notation: PacketNotation = .markdown
    ) throws(DocumentError) -> String {
        try PacketWriter().text(
            packet(for: key, date: date, requestor: requestor, author: author),
            notation
        )
    }

    private static func packet(
        for key: TaskKey,
        date: String,
        requestor: String,
        author: String
    ) -> Packet {
        Packet(
            title: "Task Packet: \(key)",
            metadata: [
                PacketEntry(key: "TASK_ID", value: key.text),
                PacketEntry(key: "DATE", value: date),
                PacketEntry(key: "REQUESTOR", value: requestor),
                PacketEntry(key: "AGENT_ID", value: author),
                PacketEntry(key: "ROLE", value: "lead"),
            ],
            what: "{what is to be there afterwards, in one or two sentences}",
            why: "{what it is good for}",
            inScope: [ScopeLine("{a file or a folder that may change}")],
            outOfScope: [ScopeLine("{what is not to be changed}")],
            risk: .unknown("LOW | MEDIUM | HIGH"),
            riskNotes: [
                "LOW: documents only, no behaviour changes",
                "MEDIUM: code of one module, no migration",
                "HIGH: several modules, migrations, interfaces between programs, or security",
            ],
            testPlan: CommandPlan(commands: ["{the command that proves the work}"]),
            doneMeans: ["{what can be seen or counted when it is done}"],
            rollbackHint: "git revert <commit>",
            reportSections: ["Changes", "Checks", "Open points"],
            filesToOpen: ["{a file to read first}"],
            searchTerms: ["{a symbol or a message}"],
            riskMap: [
                RiskMapping(failure: "{what could fail}", subsystem: "{where it would show}")
            ],
            specAnchors: ["{the part of the specification}"],
            assumptions: ["None"],
            openQuestions: ["None"],
            dependencies: ["None"]
        )
    }
}
