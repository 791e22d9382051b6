import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideImports(_ provider: inout OperationProvider) {
        provider.provide(ImportFiles.self) { [unowned self] input, context in
            let path = surroundings.absolute(input.path)
            let ledger = try open().engine.read { try $0.ledger.first()?.text ?? "" }
            let tree = try ImportFolder.tree(at: path).knowing(ledger: ledger)
            let reading = ImportReader.read(tree, layout: input.layout, now: time.now())
            guard reading.files.contains(where: { $0.kind != nil || $0.isOwn }) else {
                throw ImportFault.nothing(path, input.layout)
            }
            let request = try request(ImportFiles.self, input, context, right: .plan)
            let changed = try await open().engine.change(request, encode: { $0.json }) { change in
                let outcome = try change.imports.take(reading)
                return LossReport(outcome, events: change.events.count)
            }
            let reply = try reply(changed) { $0 }
            var report = reply.output
            report.path = input.path
            if let name = input.report {
                report.reports = try write(report, to: surroundings.absolute(name))
            }
            return Reply(
                report,
                revision: reply.revision,
                already: reply.already,
                isDryRun: reply.isDryRun,
                // Thousands of events tell less than the counts do.
                events: Array(reply.events.prefix(20))
            )
        }
        provider.read(ListImports.self, self) { view, input in
            let filter = ImportStore.Filter(
                layout: input.layout,
                kind: input.kind,
                task: input.task,
                agent: input.agent
            )
            let lines = try view.imports.records(filter, limit: input.limit).map(ImportedLine.init)
            return Page(lines, total: try view.imports.count(filter))
        }
    }

    /// Writes the loss report for people and for programs, under one name.
    private func write(_ report: LossReport, to name: String) throws -> [String] {
        var stem = name
        for ending in [".md", ".json"] where stem.hasSuffix(ending) {
            stem = String(stem.dropLast(ending.count))
        }
        let texts = [
            (stem + ".md", LossMarkdown(report).markdown),
            (stem + ".json", report.json.canonicalText + "\n"),
        ]
        for (path, text) in texts {
            try PublicFile.write(text, to: path)
        }
        return texts.map(\.0)
    }
}

extension LossReport {
    fileprivate init(_ outcome: ImportOutcome, events: Int) {
        self.init()
        layout = outcome.layout
        files = outcome.files.count
        understood = outcome.files.count { $0.kind != nil }
        counts = outcome.counts.map { count in
            var line = ImportCountLine()
            (line.kind, line.read, line.new) = (count.kind, count.read, count.new)
            (line.changed, line.same, line.refused) = (count.changed, count.same, count.refused)
            line.stays = count.read > 0 ? count.kind.staysRecord : nil
            return line
        }
        oddities = ImportOddity.allCases.compactMap { kind in
            let found = outcome.anomalies.filter { $0.kind == kind }
            guard !found.isEmpty else { return nil }
            var line = ImportOddityLine()
            (line.kind, line.meaning) = (kind.rawValue, kind.meaning)
            line.kept = found.count { $0.handling == .kept }
            line.mended = found.count { $0.handling == .mended }
            line.refused = found.count { $0.handling == .refused }
            return line
        }
        anomalies = outcome.anomalies.map { anomaly in
            var line = ImportAnomalyLine()
            (line.kind, line.file, line.line) = (anomaly.kind.rawValue, anomaly.file, anomaly.line)
            (line.read, line.handling, line.how) = (anomaly.read, anomaly.handling, anomaly.how)
            return line
        }
        self.events = events
    }
}

extension ImportedLine {
    fileprivate init(_ stored: ImportStore.Stored) {
        self.init()
        let record = stored.record
        (layout, kind, file, line) = (record.layout, record.kind, record.file, record.line)
        (saidAt, agent, task, summary) = (record.saidAt, record.agent, record.task, record.summary)
        (became, digest, recordedAt) = (stored.became, record.digest, stored.recordedAt)
    }
}
