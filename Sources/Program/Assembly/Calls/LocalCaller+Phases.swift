import Engine
import Model
import Operations
import ReportKit
import Store

extension LocalCaller {
    func providePhases(_ provider: inout OperationProvider) {
        provider.change(OpenPhase.self, self, right: .plan) { change, input in
            try change.phases.open(input.phase, title: input.title, specs: input.specs)
            return try PhaseLine(input.phase, in: change.view)
        }
        provider.read(ListPhases.self, self) { view, _ in
            let lines = try view.phases.phases().map(PhaseLine.init)
            return Page(lines, total: lines.count)
        }
        provider.provide(CheckPhase.self) { [unowned self] input, context in
            let specs = try specsFound(of: input.phase)
            return try read(CheckPhase.self, context) { view in
                try PhaseDetail(input.phase, specs, in: view)
            }
        }
        provider.provide(ClosePhase.self) { [unowned self] input, context in
            try await close(input, context)
        }
        provider.provide(ReportPhase.self) { [unowned self] input, context in
            let specs = try specsFound(of: input.phase)
            var report = PhaseReport()
            report.phase = input.phase
            let reply = try read(ReportPhase.self, context) { view in
                let status = try PhaseStatus(of: view.phase(input.phase), specs: specs, in: view)
                let checkIns = try CheckIns(of: status, in: view)
                report.status = checkIns.status.written(as: .markdown)
                report.guidance = checkIns.guidance.written(as: .markdown)
                report.blockers = checkIns.blockers.written(as: .markdown)
                report.pages = checkIns.files.map(\.page)
                return report
            }
            guard let folder = input.folder.map(surroundings.absolute) else { return reply }
            try PrivateFile.makeDirectory(folder)
            var written = reply.output
            for (name, text) in [
                ("STATUS", written.status), ("GUIDANCE", written.guidance),
                ("BLOCKERS", written.blockers),
            ] {
                let path = "\(folder)/\(name).md"
                try PublicFile.write(text, to: path)
                written.files.append(path)
            }
            return Reply(written, revision: reply.revision)
        }
    }

    /// Asks the closing gate, so that what it said is kept, and closes the phase.
    private func close(
        _ input: ClosePhase.Input,
        _ context: CallContext
    ) async throws -> Reply<PhaseDetail> {
        let engine = try open().engine
        let specs = try specsFound(of: input.phase)
        let isOpen = try engine.read { try $0.phase(input.phase).isOpen }
        let request = try request(ClosePhase.self, input, context, right: .plan)
        if !request.isDryRun, isOpen {
            var asking = request
            (asking.key, asking.basis) = (nil, nil)
            let tools = try gateTools()
            let site = try engine.gateSite(
                GateOrder(target: .phase, phase: input.phase.text),
                asking,
                tools: tools
            )
            let gate = try GateCatalogue(tools.settings).gate(GateName(trusted: "phase_close"))
            _ = try await engine.run([gate], at: site, asking, encode: { _ in .null })
        }
        return try await change(ClosePhase.self, input, context, right: .plan) { change in
            try change.phases.close(input.phase, specs)
            return try PhaseDetail(input.phase, specs, in: change.view)
        }
    }

    func specsFound(of name: PhaseName) throws -> [SpecFound] {
        try open().engine.specsFound(of: name, GitSources(program: git))
    }
}

extension PhaseLine {
    fileprivate init(_ stored: PhaseStore.Stored) {
        self.init()
        phase = stored.phase.name
        title = stored.phase.title
        state = stored.phase.isOpen ? "open" : "closed"
        specs = stored.phase.specs
        (openedAt, closedAt) = (stored.openedAt, stored.closedAt)
    }

    fileprivate init(_ name: PhaseName, in view: View) throws {
        guard let stored = try view.phases.phase(name) else { throw PhaseError.unknown(name) }
        self.init(stored)
    }
}

extension PhaseDetail {
    fileprivate init(_ name: PhaseName, _ specs: [SpecFound], in view: View) throws {
        self.init()
        phase = try PhaseLine(name, in: view)
        let status = try PhaseStatus(of: view.phase(name), specs: specs, in: view)
        tasks = Int64(status.tasks.count)
        accepted = Int64(status.accepted.count)
        switch status.phase.state {
        case .open:
            missing = status.lacks.map { lack in
                LackLine { line in
                    line.kind = lack.kind.rawValue
                    line.subject = lack.subject
                    line.text = lack.text
                }
            }
        case .closed(let closure): closedSpecs = closure.specs
        }
    }
}
