import Model

/// What is made for a wave as a whole.
struct WavePages {
    let spec: WaveSpec

    init(_ spec: WaveSpec) {
        self.spec = spec
    }

    func file(_ path: String, _ purpose: WavePlan.Purpose, _ text: String) -> WavePlan.File {
        WavePlan.File(path: path, purpose: purpose, task: nil, text: text)
    }

    private var name: String { "\(spec.meta.phase)/\(spec.meta.wave)" }

    /// The lanes that are opened, and then the one that accepts.
    private var inOrder: [LaneOrder] {
        spec.lanes.filter { !$0.isCanonical } + spec.lanes.filter(\.isCanonical)
    }

    private var canonical: LaneOrder? { spec.lanes.first(where: \.isCanonical) }

    /// All launch prompts on one page, to be pasted.
    var launchPack: String {
        var page = PageText("Launch prompts of \(name)")
        page.say("Date: \(spec.meta.date). Window: `\(spec.meta.window)`.")
        for order in inOrder {
            let role = order.isCanonical ? ", canonical" : ""
            page.add(
                "\(order.lane) (\(order.task)\(role))",
                block: LanePages(spec, order).launch,
                info: "text"
            )
        }
        return page.text
    }

    /// What was looked at, and what is still to be known.
    var exploration: String {
        let found = spec.exploration
        var page = PageText("Target exploration of \(name)")
        page.say("Date: \(spec.meta.date). Owner: \(spec.meta.authority).")
        page.add("Sources of truth", items: found.sot)
        page.add("Check-ins", items: found.checkIns)
        page.add("Artifacts", items: found.artifacts)
        page.add("Roadmap", items: found.roadmap)
        page.add("Read first", items: found.anchors)
        page.add("Where the programme stands", numbered: found.posture)
        page.add(
            "Lanes",
            items: spec.lanes.map { "\($0.lane): \($0.task), \($0.objective)" }
        )
        page.add(
            "Questions",
            table: ["ID", "Question", "Answer", "If it stays open"],
            rows: spec.questions.map { question in
                [
                    question.id, question.question,
                    question.isOpen ? "open, asked of \(question.owner)" : question.answer,
                    question.impact,
                ]
            }
        )
        page.add("Wanted", items: [spec.direction.goal] + spec.direction.success)
        page.add("Not to be negotiated", items: spec.direction.rules)
        return page.text
    }

    /// An entry for the phase's guidance.
    var guidance: String {
        let opened = spec.lanes.filter { !$0.isCanonical }.map(\.task.text)
        let open = spec.questions.filter(\.isOpen).map(\.id)
        let reading =
            spec.exploration.anchors.map { String($0.split(separator: "/").last ?? "") }
            + ["boundary", "packet", "to-do"]
        var lines = [
            "- Date: \(spec.meta.date)",
            "- Author: \(spec.meta.authority)",
            "- Context: \(spec.meta.wave) is opened, from one spec.",
            "- Guidance:",
            "  - Opened tasks: \(opened.joined(separator: ", "))",
            "  - Reading order: \(reading.joined(separator: " -> "))",
            "  - Window \(spec.meta.window): no interruption, one bundle for each lane at its end",
            "  - Open questions: \(open.isEmpty ? "none" : open.joined(separator: ", "))",
        ]
        lines += spec.direction.rules.map { "  - \($0)" }
        lines.append("- Files:")
        for order in spec.lanes {
            lines += [
                WavePlan.packetPath(of: order, in: spec), order.boundaryPath, order.resumePath,
                order.launchPath, order.todoPath,
            ].map { "  - \($0)" }
        }
        lines += [
            "  - \(spec.outputs.launchPack)",
            "- To follow up:",
            "  - Acknowledge the checkout of each lane.",
            "  - Take in one bundle for each lane, and replay before anything is accepted.",
        ]
        return lines.joined(separator: "\n") + "\n"
    }

    /// An entry for the phase's status.
    var status: String {
        let tasks = spec.lanes.map { "\($0.task) (\($0.isCanonical ? "ACTIVE" : "UNLOCKED"))" }
        var page = PageText()
        page.say("## Status of \(name)")
        page.say(
            [
                "- Tasks: \(tasks.joined(separator: ", "))",
                "- In progress: \(canonical.map { "`\($0.task)`" } ?? "none") governs and replays.",
                "- Next:",
                "  1. Acknowledge the checkouts.",
                "  2. Take in the bundles of `\(spec.meta.window)`, and replay before deciding.",
                "  3. Render the next wave, without parking a lane that runs.",
                "- Made from one spec: boundaries, packets, prompts, to-dos and the launch pack.",
            ].joined(separator: "\n")
        )
        return page.text
    }

    /// A script that makes the tasks and tells the lanes; run again it changes nothing.
    var unlock: String {
        var lines = [
            "#!/bin/sh",
            "# Opens \(name): one task for each lane, and a message that asks for an answer.",
            "# `worklead wave render --send` does the same in one step. Run it where the wave",
            "# was rendered into; what is there already is left alone.",
            "set -eu",
        ]
        for order in inOrder {
            let dependencies = order.dependencies.map { " --after \($0)" }.joined()
            lines += [
                "",
                "# \(order.lane)",
                "if ! worklead task show \(order.task) >/dev/null 2>&1; then",
                "    worklead task create --packet "
                    + LanePages.quoted(WavePlan.packetPath(of: order, in: spec))
                    + " --lane \(order.lane) --phase \(spec.meta.phase)"
                    + " --assign \(order.agent)\(dependencies) --ready",
                "    worklead message send \(order.agent) - --kind handoff --ack 1d"
                    + " --task \(order.task) --thread \(order.task)"
                    + " --subject '\(order.task) is open'"
                    + " <\(LanePages.quoted(order.launchPath))",
                "fi",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// A script by which the lane that accepts starts its window.
    var kickOff: String {
        var lines = [
            "#!/bin/sh",
            "# Starts the window of \(name), by who leads it.",
            "set -eu",
            "worklead window open \(spec.meta.window) --wave \(spec.meta.wave)"
                + spec.lanes.map { " --lane \($0.lane)" }.joined(),
        ]
        if let canonical {
            lines += [
                "worklead gate run --set prework --task \(canonical.task)",
                "worklead inbox",
                "worklead claim \(canonical.task)",
            ]
        }
        lines.append("worklead wave show \(spec.meta.wave)")
        return lines.joined(separator: "\n") + "\n"
    }
}
