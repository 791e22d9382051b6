import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideWindows(_ provider: inout OperationProvider) {
        provider.change(OpenWindow.self, self, right: .plan) { change, input in
            let plan = WindowPlan(wave: input.wave, lanes: input.lanes)
            _ = try change.windows.open(input.window, plan)
            return try WindowLine(change.view.window(input.window), in: change.view)
        }
        provider.read(ListWindows.self, self) { view, _ in
            let lines = try view.windows.windows().map { try WindowLine($0, in: view) }
            return Page(lines, total: lines.count)
        }
        provider.read(ShowWindow.self, self) { view, input in
            try WindowDetail(input.window, in: view)
        }
        provider.change(BundleLane.self, self, right: .speak) { change, input in
            let made = try change.windows.bundle(
                input.lane,
                of: input.window,
                memory: input.memory,
                risks: input.risks
            )
            return LaneBundleReport(made.bundle, of: input.window, advice: made.advice)
        }
        provider.provide(TakeInWindow.self) { [unowned self] input, context in
            let request = try request(TakeInWindow.self, input, context, right: .judge)
            let changed = try await open().engine.takeIn(
                IntakeOrder(
                    window: input.window,
                    acceptsVerified: input.acceptVerified,
                    allowsUnsandboxed: input.unsandboxed
                ),
                request,
                packets: packets,
                replayer: replayer,
                tools: { try self.gateTools(for: $0) },
                encode: { ReworkReport($0).json }
            )
            return try reply(changed) { ReworkReport($0) }
        }
        provider.change(CloseWindow.self, self, right: .plan) { change, input in
            _ = try change.windows.close(
                input.window,
                without: input.without,
                reason: input.reason
            )
            return try WindowDetail(input.window, in: change.view)
        }
    }
}

extension WindowLine {
    fileprivate init(_ stored: WindowStore.Stored, in view: View) throws {
        self.init()
        let window = stored.window
        self.window = window.name
        state = window.isOpen ? "open" : "closed"
        (lead, wave, lanes) = (window.lead, window.plan.wave, window.plan.lanes)
        held = try view.messages.heldCount(in: window.name)
        (openedAt, closedAt) = (stored.openedAt, stored.closedAt)
    }
}

extension WindowDetail {
    fileprivate init(_ name: WindowName, in view: View) throws {
        self.init()
        let stored = try view.window(name)
        window = try WindowLine(stored, in: view)
        let bundles = try view.windows.bundles(of: name)
        lanes = try view.work(in: stored).map { work in
            let handed = bundles.first { $0.bundle.lane == work.lane }
            let bundle = try handed?.bundle ?? view.bundle(of: work, in: name)
            return WindowLaneLine { line in
                (line.lane, line.tasks) = (work.lane, bundle.tasks.map(\.task))
                (line.bundledAt, line.bundledBy) = (handed?.bundledAt, handed?.agent)
                line.gaps = bundle.gaps
            }
        }
        switch stored.window.state {
        case .open:
            held = try view.messages.heldReaders(in: name).map { reader, count in
                HeldLine { ($0.reader, $0.messages) = (reader, count) }
            }
        case .closed(let closing):
            held = closing.digests.map { digest in
                HeldLine { line in
                    (line.reader, line.messages) = (digest.reader, Int(digest.count))
                    line.digest = digest.message
                }
            }
            (without, reason) = (closing.without, closing.reason)
        }
        verified = stored.intake?.verified ?? []
        rework = stored.intake?.rework ?? []
    }
}

extension LaneBundleReport {
    fileprivate init(_ bundle: LaneBundle, of window: WindowName, advice: [String]) {
        self.init()
        self.window = window
        lane = bundle.lane
        tasks = bundle.tasks.map(BundledTaskLine.init)
        passed = bundle.passed
        (memory, risks, gaps) = (bundle.memory, bundle.risks, bundle.gaps)
        self.advice = advice
    }
}

extension BundledTaskLine {
    fileprivate init(_ bundled: BundledTask) {
        self.init()
        (task, state) = (bundled.task, bundled.state)
        (delivery, commit) = (bundled.delivery, bundled.commit)
        (artifacts, transcript) = (bundled.artifacts, bundled.transcript)
        (passed, closeout) = (bundled.passed, bundled.closeout)
    }
}

extension ReworkReport {
    fileprivate init(_ list: ReworkList) {
        self.init()
        (window, asOf) = (list.window, list.revision)
        tasks = list.items.map { item in
            ReworkLine { line in
                (line.task, line.lane, line.title) = (item.task, item.lane, item.title)
                (line.state, line.agent) = (item.state.rawValue, item.agent)
                (line.delivery, line.replay, line.grade) = (item.delivery, item.replay, item.grade)
                line.points = item.points
            }
        }
        rework = list.rework.count
        accepted = list.intake.accepted.count
        markdown = list.markdown
    }
}
