import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideRuns(_ provider: inout OperationProvider) {
        provider.provide(DraftRun.self) { [unowned self] input, context in
            let read = try ReadRun(input.text)
            let ground = try ground(of: read.spec)
            return try await change(DraftRun.self, input, context, right: .plan) { change in
                let done = try change.runs.draft(read, on: ground, file: input.file)
                return try RunChange(done, in: change.view)
            }
        }
        provider.provide(LintRun.self) { [unowned self] input, context in
            let read = try ReadRun(input.text)
            let ground = try ground(of: read.spec)
            return try self.read(LintRun.self, context) { view in
                RunLintReport(read, try view.lint(read, on: ground))
            }
        }
        provider.provide(ApproveRun.self) { [unowned self] input, context in
            let read = try file(of: input.run)
            let ground = try ground(of: read.spec)
            return try await change(ApproveRun.self, input, context, right: .plan) { change in
                let done = try change.runs.approve(input.run, on: ground, reading: read)
                return try RunChange(done, in: change.view)
            }
        }
        provider.provide(StartRun.self) { [unowned self] input, context in
            let read = try file(of: input.run)
            let ground = try ground(of: read.spec)
            var written: [TaskKey: WrittenPacket] = [:]
            for slice in read.spec?.slices ?? [] {
                guard let checked = read.packets[slice.task] else { continue }
                written[slice.task] = WrittenPacket(
                    format: .markdown,
                    text: slice.packet,
                    packet: checked.packet,
                    findings: checked.findings
                )
            }
            let packets = written
            return try await change(StartRun.self, input, context, right: .plan) { change in
                let done = try change.runs.start(
                    input.run,
                    on: ground,
                    reading: read,
                    packets: packets
                )
                return try RunChange(done, in: change.view)
            }
        }
        provider.change(PauseRun.self, self, right: .plan) { change, input in
            try RunChange(
                change.runs.pause(input.run, because: input.reason),
                in: change.view
            )
        }
        provider.change(ResumeRun.self, self, right: .plan) { change, input in
            try RunChange(change.runs.resume(input.run), in: change.view)
        }
        provider.change(CancelRun.self, self, right: .plan) { change, input in
            try RunChange(
                change.runs.cancel(input.run, because: input.reason),
                in: change.view
            )
        }
        provideLaunches(&provider)
        provider.change(AdvanceRun.self, self, right: .plan) { change, input in
            try RunAdvance(change.runs.advance(input.run), in: change.view)
        }
        provider.read(ListRuns.self, self) { view, input in
            let stored = try view.runs.runs(openOnly: input.open, limit: input.limit)
            return Page(
                try stored.map { try RunLine($0, in: view) },
                total: try view.runs.count(openOnly: input.open)
            )
        }
        provider.read(ShowRun.self, self) { view, input in
            try RunDetail(view.storedRun(input.run), withText: input.text, in: view)
        }
        provider.read(SweepRun.self, self) { view, input in
            try RunSweepReport(RunSweep(of: input.run, in: view), in: view)
        }
        provideRunPages(&provider)
    }

    /// The file of a run that is written down.
    private func file(of name: RunName) throws -> ReadRun {
        try ReadRun(open().engine.read { try $0.run(name).draft.text })
    }

    /// What a run stands on outside of the ledger, as its repository has committed it.
    private func ground(of spec: RunSpec?) throws -> RunGround {
        let repositories = try open().engine.read { try $0.repositories.repositories() }
        let named = spec?.repository
        let found = repositories.first {
            $0.name == named || named == nil && repositories.count == 1
        }
        let catalogue = try GateCatalogue(found.map(gateSettings(of:)) ?? GateSettings())
        var missing: Set<String> = []
        if let found {
            for document in spec?.documents ?? []
            where try committed(document.path, in: found) == nil {
                missing.insert(document.path)
            }
        }
        return RunGround(
            gates: Set(catalogue.gates.map(\.description.name.text)),
            missing: missing
        )
    }
}
