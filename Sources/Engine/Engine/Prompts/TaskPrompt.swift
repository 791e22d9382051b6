import Documents
import Model

/// A text about a task that somebody pastes to whoever goes on with it.
///
/// It is made from the packet and the ledger, and from nothing else: the same state makes the same
/// bytes. Lists are cut, and say so, until it is no longer than its kind may be.
package struct TaskPrompt: Hashable, Sendable {
    /// What the text is for.
    package enum Purpose: String, Hashable, Sendable, CaseIterable {
        /// A short message that hands the task to somebody.
        case handoff
        /// What an agent is started with.
        case launch
        /// What an agent is started with that goes on where another stopped.
        case resume

        /// The most bytes of the text.
        package var bytesMax: Int {
            switch self {
            case .handoff: 2_000
            case .launch: 6_000
            case .resume: 8_000
            }
        }
    }

    package let purpose: Purpose
    package let task: TaskKey
    /// The role that it is written for.
    package let role: Role
    package let text: String

    /// - Parameter material: What there is to tell.
    package init(_ purpose: Purpose, _ material: TaskMaterial, for role: Role) {
        self.purpose = purpose
        self.role = role
        task = material.task.key
        let lengths = [(40, 600), (20, 400), (10, 300), (5, 200), (3, 120), (1, 80)]
        let texts = lengths.lazy.map { lines, characters in
            Self.page(purpose, material, role, Cut(lines: lines, characters: characters))
        }
        // The shortest has a line of each part, which is always short enough.
        text =
            texts.first { $0.utf8.count <= purpose.bytesMax }
            ?? Self.page(purpose, material, role, Cut(lines: 1, characters: 40))
    }

    private static func page(
        _ purpose: Purpose,
        _ material: TaskMaterial,
        _ role: Role,
        _ cut: Cut
    ) -> String {
        let key = material.task.key
        var page: PageText
        switch purpose {
        case .handoff: page = PageText("Handoff: \(key)")
        case .launch: page = PageText("Launch: \(key)")
        case .resume: page = PageText("Resume: \(key)")
        }
        page.say(material.introduction(to: role, purpose, cut))
        page.add("What", cut.text(material.packet?.what ?? material.task.title))
        page.add("Why", cut.text(material.packet?.why ?? ""))
        if purpose == .resume { page.add("So far", items: cut.lines(material.history)) }
        if purpose == .resume, let note = material.note {
            page.add("Where it stood, in the words of \(note.agent)", items: cut.lines(note.lines))
        }
        page.add("To be mended", items: cut.lines(material.findings))
        if let packet = material.packet {
            page.add("In scope", items: cut.lines(packet.inScope.map(\.text)))
            page.add("Not in scope", items: cut.lines(packet.outOfScope.map(\.text)))
            if purpose != .handoff {
                page.add("Read first", items: cut.lines(packet.filesToOpen))
            }
            page.add("Checks", script: cut.lines(packet.testPlan.commands, isScript: true))
            page.add("Done means", items: cut.lines(packet.doneMeans))
            if purpose != .handoff {
                page.add("Evidence", items: cut.lines(packet.requiredEvidence))
                page.add("The report has", items: cut.lines(packet.reportSections))
            }
        }
        page.add("Next", script: material.commands(for: role, purpose))
        page.say(material.footing)
        return page.text
    }
}

/// How much of each part there is room for.
struct Cut {
    let lines: Int
    let characters: Int

    func text(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
            .printable(limit: characters)
    }

    /// The first lines, and how many there are beside.
    func lines(_ all: [String], isScript: Bool = false) -> [String] {
        // A command that is cut would be another command.
        let shown = all.prefix(lines).map { line in
            guard isScript else { return text(line) }
            let size = line.utf8.count
            guard size <= 2 * characters else {
                return "# a command of \(size.counted("byte")), in the packet"
            }
            return line.split(separator: "\n", omittingEmptySubsequences: false)
                .map { String($0).printable() }.joined(separator: "\n")
        }
        guard all.count > lines else { return shown }
        let rest = "and \(all.count - lines) more, in the packet"
        return shown + [isScript ? "# \(rest)" : rest]
    }
}
