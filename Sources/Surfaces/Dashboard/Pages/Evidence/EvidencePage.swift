import Model
import Operations
import ReportKit

extension PageKind {
    /// What is proven, and by which bundles.
    static let evidence = PageKind("/evidence", .evidence) { request in
        var screen = Screen("Evidence", tab: .evidence, command: Tab.evidence.command)
        let task = try request.value("task").map { try TaskKey($0) }
        let all = ListEvidence.Input { $0.task = task }
        let bundles = try await request.ask(ListEvidence.self, all, for: &screen)
        let times = MeasureEvidence.Input { $0.task = task }
        let latency = try await request.ask(MeasureEvidence.self, times, for: &screen)
        let state = request.value("state")
        let shown = bundles.items.filter { state == nil || $0.state == state }
        screen.verdict = Verdict(bundles.items, latency.items)
        screen.add(
            "bundles",
            "Bundles",
            .wide,
            [
                .filters(.bundles(request, state, bundles.items)),
                .grid(.bundles(Array(shown.reversed()))),
            ]
        )
        screen.add(
            "latency",
            "From the plan to the evidence",
            .wide,
            [
                .text(
                    "The same with all that is amiss: " + .link("report", to: "/reports/evidence")
                ),
                .grid(.latency(latency)),
            ]
        )
        return screen
    }

    /// One bundle: what it holds, who sealed it, and what it proves.
    static let bundle = PageKind("/evidence/{bundle}", .evidence) { request in
        let id = try BundleID(request.word("bundle"))
        var screen = Screen(
            "Bundle \(id.text)",
            tab: .evidence,
            command: "worklead evidence list --bundle \(id.text)"
        )
        let one = ListEvidence.Input { $0.bundle = id }
        let found = try await request.ask(ListEvidence.self, one, for: &screen)
        guard let line = found.items.first(where: { $0.bundle == id }) else {
            throw DashboardError.noPage("/evidence/\(id.text)")
        }
        let about = ShowTask.Input { $0.task = line.task }
        let task = try await request.ask(ShowTask.self, about, for: &screen)
        let gates = ShowGateHistory.Input { ($0.task, $0.limit) = (line.task, 100) }
        let said = try await request.ask(ShowGateHistory.self, gates, for: &screen)
        screen.verdict = Verdict(line)
        let actions = line.state == "sealed" ? [Action.verify(line)] : []
        screen.add("standing", "How it stands", .half, [.facts(line.facts), .actions(actions)])
        screen.add(
            "task",
            "What it is evidence for",
            .half,
            [.facts(task.facts(of: line.delivery))]
        )
        let ask = ShowProof.Input { ($0.task, $0.delivery) = (line.task, line.delivery) }
        let proof = await request.part(ShowProof.self, ask, for: &screen) { $0.blocks }
        screen.add("proof", "What was claimed, and what was found", .wide, proof)
        screen.add("gates", "What gates said of it", .wide, [.grid(.said(said))])
        return screen
    }
}

extension Action {
    /// Reads every byte of it again.
    static func verify(_ line: BundleLine) -> Action {
        Action(
            "evidence.verify",
            "Verify",
            on: .bundle(line.bundle),
            shown: SubjectState(line).digest,
            given: [("bundle", line.bundle.text)],
            tone: .active
        )
    }
}

extension Verdict {
    fileprivate init(_ bundles: [BundleLine], _ latency: [LatencyLine]) {
        guard !bundles.isEmpty else {
            self.init("No evidence was gathered yet.", .quiet)
            return
        }
        let sealed = bundles.count { $0.state == "sealed" }
        let open = bundles.count { $0.state == "open" }
        let unpinned = bundles.count { $0.state == "sealed" && $0.pins.isEmpty }
        let firsts = latency.compactMap(\.first).sorted()
        let usual =
            firsts.isEmpty
            ? ""
            : " First evidence usually comes after "
                + "\(firsts[firsts.count / 2].brief)."
        self.init(
            "\(bundles.count.of("bundle")): \(sealed) sealed, \(open) open, "
                + "\(unpinned) sealed and pinned by nothing." + usual,
            open > 0 || unpinned > 0 ? .attention : .good
        )
    }

    fileprivate init(_ line: BundleLine) {
        let size = "\(Int(line.files).of("file")), \(line.bytes) bytes"
        switch line.state {
        case "sealed":
            self.init("Sealed by \(line.signer ?? "nobody that is known"): \(size).", .good)
        case "removed": self.init("Its files were removed; the ledger keeps its digest.", .quiet)
        default: self.init("Open: \(size), and nobody has sealed it.", .attention)
        }
    }
}

extension FilterBar {
    fileprivate static func bundles(
        _ request: PageRequest,
        _ state: String?,
        _ lines: [BundleLine]
    ) -> FilterBar {
        let task = request.value("task")
        return FilterBar(
            path: "/evidence",
            choices: [
                Choice("state", "State", ["open", "sealed", "removed"], chosen: state),
                Choice(
                    "task",
                    "Task",
                    Array(Set(lines.map(\.task.text) + [task].compactMap(\.self)).sorted())
                        .prefix(200).map { $0 },
                    chosen: task
                ),
            ]
        )
    }
}

extension BundleLine {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("State", .badge(Badge(state: state))), ScreenFact("Task", .task(task)),
            ScreenFact("Sealed by", .maybe(signer) { .text($0) }),
            ScreenFact("Sealed", .maybe(sealedAt) { .moment($0) }),
            ScreenFact("Digest", .maybe(digest) { .text(.code($0.hex)) }),
            ScreenFact(
                "Pinned as",
                pins.isEmpty
                    ? .none : .text(pins.map(\.rawValue).joined(separator: ", "))
            ),
            ScreenFact("Files", .number(files)), ScreenFact("Bytes", .number(bytes)),
            ScreenFact("Folder", .text(.code(path))),
            ScreenFact("Delivery", .maybe(delivery) { .text($0.text) }),
            ScreenFact("Replay", .maybe(replay) { .text($0.text) }),
        ]
    }
}

extension TaskDetail {
    /// The task, and the delivery that a bundle holds.
    fileprivate func facts(of delivery: DeliveryID?) -> [ScreenFact] {
        let line = deliveries.first { $0.delivery == delivery } ?? deliveries.last
        return [
            ScreenFact("Task", .text(.task(task.task) + ReportText(" " + task.title))),
            ScreenFact("State", .badge(Badge(state: task.state))),
            ScreenFact("Handed in by", .maybe(line?.agent) { .agent($0) }),
            ScreenFact("Commit", .maybe(line?.commit) { .text(.code(String($0.prefix(12)))) }),
            ScreenFact("Proof", .maybe(line?.grade) { .badge(Badge(state: $0)) }),
            ScreenFact("Verdict", .maybe(line?.outcome) { .badge(Badge(state: $0)) }),
            ScreenFact("Judged by", .maybe(line?.judge) { .agent($0) }),
        ]
    }
}

extension Grid {
    private static let shownMax = 500

    fileprivate static func bundles(_ lines: [BundleLine]) -> Grid {
        Grid(
            "Bundles, newest first",
            columns: [
                "Bundle", "Task", "State", "Sealed by", "Sealed", "Digest", .number("Files"),
                .number("Bytes"), "Pins", "Check",
            ],
            rows: lines.prefix(shownMax).map { line in
                Grid.Row(
                    "b-\(line.bundle.text.pageName)",
                    [
                        .bundle(line.bundle), .task(line.task),
                        .badge(Badge(state: line.state)), .maybe(line.signer) { .text($0) },
                        .maybe(line.sealedAt) { .moment($0) },
                        .maybe(line.digest) { .text(.code(String($0.hex.prefix(12)))) },
                        .number(line.files), .number(line.bytes),
                        line.pins.isEmpty
                            ? .none
                            : .text(line.pins.map(\.rawValue).joined(separator: ", ")),
                        .actions(line.state == "sealed" ? [.verify(line)] : []),
                    ]
                )
            },
            emptiness: "No bundle fits.",
            total: lines.count
        )
    }

    fileprivate static func latency(_ lines: Page<LatencyLine>) -> Grid {
        Grid(
            "How soon evidence came",
            columns: ["Task", "Planned", "First after", "Last after", "Last"],
            rows: lines.items.suffix(shownMax).reversed().map { line in
                Grid.Row(
                    "y-\(line.task.text.pageName)",
                    [
                        .task(line.task), .moment(line.plannedAt),
                        .maybe(line.first) { .duration($0) },
                        .maybe(line.last) { .duration($0) },
                        .maybe(line.lastAt) { .moment($0) },
                    ]
                )
            },
            emptiness: "No task has evidence yet.",
            total: lines.items.count
        )
    }

    /// What gates said, each with how it was and when.
    static func said(_ lines: Page<GateHistoryLine>) -> Grid {
        Grid(
            "What was said, newest first",
            columns: ["Gate", "Verdict", "What is wrong", "When", "By", "On", "Took"],
            rows: lines.items.map { line in
                Grid.Row(
                    "g-\(line.run.text.pageName)-\(line.result.gate.text.pageName)",
                    [
                        .gate(line.result.gate), line.result.badge,
                        .maybe(line.result.fault ?? line.result.reason) { .text($0) },
                        .moment(line.ranAt), .agent(line.actor),
                        .text(line.on), line.result.took,
                    ]
                )
            },
            emptiness: "No gate has said anything yet.",
            total: lines.total
        )
    }
}

extension GateHistoryLine {
    /// What it was run on.
    var on: ReportText {
        task.map { ReportText(target.rawValue + " of ") + .task($0) } ?? ReportText(target.rawValue)
    }
}

extension GateResultLine {
    /// The verdict; one that came far too fast may not have looked.
    var badge: GridCell {
        switch verdict {
        case .pass:
            usualUs == nil
                ? .badge(Badge("passed", .good)) : .badge(Badge("passed too fast", .attention))
        case .fail: .badge(Badge("refused", level == .block ? .bad : .attention, "✗"))
        case .skipped: .badge(Badge("nothing to judge", .quiet, "–"))
        case .error: .badge(Badge("could not judge", .bad, "!"))
        }
    }

    /// How long it took, and how long it usually does where this was far faster.
    var took: GridCell {
        guard durationUs > 0 else { return .none }
        let own = Duration.microseconds(durationUs).fine
        return .text(usualUs.map { "\(own), usually \(Duration.microseconds($0).fine)" } ?? own)
    }
}

extension Duration {
    /// The duration with microseconds where it is short.
    var fine: String {
        self < .milliseconds(1) && self > .zero ? "\(wholeMicroseconds)µs" : brief
    }
}
