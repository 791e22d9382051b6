import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideWaves(_ provider: inout OperationProvider) {
        provider.provide(RenderWave.self) { [unowned self] input, context in
            try await render(input, context)
        }
        provider.provide(SendWave.self) { [unowned self] input, context in
            let wave = try open().engine.read { try $0.wave(input.wave) }
            let plan = try WavePlan(wave.rendering.spec, file: "\(input.wave)")
            var packets: [TaskKey: WrittenPacket] = [:]
            for order in plan.spec.lanes {
                guard let file = plan.file(.packet, of: order.task) else { continue }
                packets[order.task] = try self.packets.read(
                    file.text,
                    .markdown,
                    file: file.path,
                    key: order.task
                )
            }
            let read = packets
            return try await change(SendWave.self, input, context, right: .plan) { change in
                let sent = try change.waves.send(
                    plan,
                    packets: read,
                    acknowledgeWithin: input.acknowledge
                )
                return try WaveDetail(input.wave, in: change.view, advice: sent.advice)
            }
        }
        provider.read(ListWaves.self, self) { view, _ in
            let lines = try view.waves.waves().map { try WaveLine($0, in: view) }
            return Page(lines, total: lines.count)
        }
        provider.read(ShowWave.self, self) { view, input in
            try WaveDetail(input.wave, in: view)
        }
        provider.read(CheckWaveFiles.self, self) { [unowned self] view, input in
            let rendering = try view.wave(input.wave).rendering
            let plan = try WavePlan(rendering.spec, file: "\(input.wave)")
            let folder = surroundings.absolute(input.folder)
            let files = try WaveFiles(of: plan, in: folder) { try view.waves.wrote($0) }
            return WaveFileCheck { check in
                (check.wave, check.folder) = (input.wave, folder)
                (check.spec, check.file) = (rendering.spec, "the spec of \(input.wave)")
                check.files = files.lines
            }
        }
        provider.read(NextWave.self, self) { view, _ in
            let readiness = try WaveReadiness(in: view)
            return WaveOutlook { outlook in
                outlook.current = readiness.current
                outlook.next = readiness.next
                outlook.missing = readiness.lacks.map(WaveLackLine.init)
                outlook.ready = readiness.next != nil && readiness.lacks.isEmpty
            }
        }
    }

    /// Makes the files and keeps what was made; nothing is written where a file was changed by
    /// hand, unless that is asked for.
    private func render(
        _ input: RenderWave.Input,
        _ context: CallContext
    ) async throws -> Reply<WaveRender> {
        let name = input.file.split(separator: "/").last.map(String.init) ?? input.file
        let plan = try WavePlan(input.spec, file: name)
        let folder = surroundings.absolute(input.folder)
        let engine = try open().engine
        let files = try engine.read { view in
            try WaveFiles(of: plan, in: folder) { try view.waves.wrote($0) }
        }
        guard files.edited.isEmpty || input.replaceEdited else {
            throw WaveError.edited(files.edited)
        }
        let request = try request(RenderWave.self, input, context, right: .plan)
        if !request.isDryRun {
            // Tried first: what the ledger would refuse writes no file.
            try await engine.tryOut(request) { try $0.waves.record(plan) }
        }
        let written = request.isDryRun ? 0 : try files.write()
        var report = WaveRender(plan, files, in: folder)
        report.written = written
        let made = report
        return try await change(RenderWave.self, input, context, right: .plan) { change in
            try change.waves.record(plan)
            return made
        }
    }
}

extension WorkspaceEngine {
    /// Finds out whether a change would be refused, and writes nothing.
    fileprivate func tryOut(
        _ request: ChangeRequest,
        _ body: @escaping @Sendable (Change) throws -> Void
    ) async throws {
        var trial = request
        (trial.key, trial.isDryRun) = (nil, true)
        _ = try await change(trial, encode: { _ in .null }, body)
    }
}

extension WaveRender {
    fileprivate init(_ plan: WavePlan, _ files: WaveFiles, in folder: String) {
        self.init()
        let meta = plan.spec.meta
        (wave, phase, window) = (meta.wave, meta.phase, meta.window)
        spec = plan.rendering.specDigest
        self.folder = folder
        self.files = files.lines
        replaced = files.edited
        advice = plan.advice.map(\.text)
    }
}

extension WaveFiles {
    fileprivate var lines: [WaveFileLine] {
        files.map { file, standing in
            WaveFileLine { line in
                (line.path, line.purpose) = (file.path, file.purpose.rawValue)
                line.task = file.task
                line.state = standing.rawValue
            }
        }
    }
}

extension WaveLine {
    fileprivate init(_ stored: WaveStore.Stored, in view: View) throws {
        self.init()
        let rendering = stored.wave.rendering
        (wave, phase, window) = (stored.wave.name, rendering.phase, rendering.window)
        follows = rendering.follows
        state = stored.wave.isSent ? "sent" : "rendered"
        lanes = rendering.lanes.count
        (renderedAt, sentAt) = (stored.renderedAt, stored.sentAt)
        if case .sent(let dispatch) = stored.wave.state {
            accepted = try dispatch.tasks.count { key in
                try view.tasks.task(key)?.task.state.name == .accepted
            }
        }
    }
}

extension WaveLackLine {
    fileprivate init(_ lack: WaveLack) {
        self.init()
        (kind, subject, text) = (lack.kind.rawValue, lack.subject, lack.text)
        allowsSending = lack.allowsSending
    }
}

extension WaveDetail {
    fileprivate init(_ name: WaveName, in view: View, advice: [String] = []) throws {
        self.init()
        guard let stored = try view.waves.wave(name) else { throw WaveError.unknown(name) }
        wave = try WaveLine(stored, in: view)
        lanes = try stored.wave.rendering.lanes.map { lane in
            let task = stored.wave.isSent ? try view.tasks.task(lane.task) : nil
            return WaveLaneLine { line in
                (line.lane, line.agent, line.task) = (lane.lane, lane.agent, lane.task)
                line.canonical = lane.isCanonical
                line.state = task?.task.state.name.rawValue
            }
        }
        files = stored.wave.rendering.files.map(\.path)
        switch stored.wave.state {
        case .sent(let dispatch): messages = dispatch.messages
        case .rendered: missing = try view.lacks(of: stored.wave).map(WaveLackLine.init)
        }
        self.advice = advice
    }
}
