import Digests
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideDecisions(_ provider: inout OperationProvider) {
        provider.change(AskDecision.self, self, right: .speak) { change, input in
            let decided = try change.decisions.ask(try DecisionDraft(input))
            return DecisionChange(decided, at: change.now)
        }
        provider.read(ListDecisions.self, self) { view, input in
            if input.mine {
                let agent = try view.requireAsker().agent
                let waiting = try view.decisions.waiting(
                    for: agent,
                    at: view.now,
                    limit: input.limit
                )
                return Page(
                    waiting.map { DecisionLine($0, at: view.now) },
                    total: try view.decisions.waitingCount(for: agent, at: view.now)
                )
            }
            var filter = DecisionFilter()
            filter.state = input.state
            filter.kind = input.kind
            filter.task = input.task
            return try Page(filter, view, limit: input.limit)
        }
        provider.read(ShowDecision.self, self) { view, input in
            try DecisionDetail(input.decision, view)
        }
        provider.change(AnswerDecisions.self, self, right: .speak) { change, input in
            let decided = try change.decisions.answer(
                input.answers.map { ($0.decision, $0.option) },
                note: input.note
            )
            let policies = try input.isPolicy ? decided.map(change.memory.keepPolicy) : nil
            return AnswerReport { report in
                report.answered = decided.map { DecisionChange($0, at: change.now) }
                report.policies = policies
            }
        }
        provider.change(DelegateDecision.self, self, right: .speak) { change, input in
            let decided = try change.decisions.delegate(
                input.decision,
                to: input.agent,
                note: input.note
            )
            return DecisionChange(decided, at: change.now)
        }
        provider.change(WithdrawDecision.self, self, right: .speak) { change, input in
            let decided = try change.decisions.withdraw(input.decision, because: input.reason)
            return DecisionChange(decided, at: change.now)
        }
        provider.change(SweepDecisions.self, self, right: .speak) { change, _ in
            let sweep = try change.decisions.sweep()
            return DecisionSweepReport {
                $0.taken = sweep.taken.map { DecisionLine($0, at: change.now) }
                $0.escalated = sweep.escalated.map { DecisionLine($0, at: change.now) }
                $0.message = sweep.message
            }
        }
    }

    func provideConsensus(_ provider: inout OperationProvider) {
        provider.change(RecordDecision.self, self, right: .plan) { change, input in
            let record = DecisionRecord(
                text: input.text,
                kind: input.kind,
                outcome: DecisionOutcome(
                    text: input.outcome,
                    decider: input.decider,
                    at: input.at,
                    reference: input.reference
                ),
                tasks: input.tasks,
                thread: input.thread,
                evidence: try change.view.links(
                    files: input.files.map { ($0.path, $0.digest) },
                    bundles: input.bundles
                )
            )
            let written = try change.decisions.write(record)
            var line = DecisionLine(written.stored, at: change.now)
            line.advice = written.advice.isEmpty ? nil : written.advice
            return line
        }
        provider.change(AttachDecisionEvidence.self, self, right: .speak) { change, input in
            let links = try change.view.links(
                files: input.files.map { ($0.path, $0.digest) },
                bundles: input.bundles
            )
            let advice = try change.decisions.attach(links, to: input.decision, note: input.note)
            var detail = try DecisionDetail(input.decision, change.view)
            detail.advice = advice.isEmpty ? nil : advice
            return detail
        }
        provider.read(ListDecided.self, self) { view, input in
            var filter = DecisionFilter()
            filter.settledOnly = true
            filter.since = input.since
            filter.agent = input.agent
            filter.task = input.task
            return try Page(filter, view, limit: input.limit)
        }
        provider.read(ShowDecisionBoard.self, self) { view, input in
            try DecisionBoard(input, view)
        }
        provider.read(ReportDecisions.self, self) { view, input in
            let period = DecisionCadence.Period(rawValue: input.period) ?? .daily
            return CadenceReport(try view.cadence(period, until: input.until))
        }
    }
}

extension DecisionDraft {
    fileprivate init(_ input: AskDecision.Input) throws(DecisionError) {
        guard (input.fallback == nil) == (input.deadline == nil) else { throw .defaultIncomplete }
        self.init(
            text: input.text,
            kind: input.kind,
            options: input.options.map { Decision.Option(name: $0.option, text: $0.text) },
            tasks: input.tasks,
            thread: input.thread
        )
        if let option = input.fallback, let within = input.deadline { fallback = (option, within) }
    }
}

extension Page<DecisionLine> {
    fileprivate init(_ filter: DecisionFilter, _ view: View, limit: Int) throws {
        let found = try view.decisions.decisions(filter, at: view.now, limit: limit)
        self.init(
            found.map { DecisionLine($0, at: view.now) },
            total: try view.decisions.count(filter, at: view.now)
        )
    }
}
