import Model
import Operations

/// Looks at the way to a workspace elsewhere, and at what waits here for it.
struct RemoteExamination {
    let context: CommandContext

    func report() async -> DoctorReport {
        let checks = [await gateway(), outbox()]
        let levels = ["blocking", "degraded", "advice"]
        let worst = levels.first { level in checks.contains { $0.level == level } }
        return DoctorReport {
            $0.verdict = worst.map { "the worst is: \($0)" } ?? "all is well"
            $0.checks = checks
        }
    }

    private func gateway() async -> DoctorLine {
        do {
            let input = ListAgents.Input()
            let reply = try await context.caller.call(ListAgents.self, input, context.options)
            return line("gateway", "fine", "it answers at revision \(reply.revision ?? 0)")
        } catch {
            let reported = error as? any Reportable
            let message = reported?.message ?? String(describing: error)
            return line("gateway", "blocking", message, .showRemote)
        }
    }

    private func outbox() -> DoctorLine {
        do {
            let lines = try context.outbox.list()
            let refused = lines.count { $0.refusal != nil }
            if refused > 0 {
                let message = refused.counted("call was refused", "calls were refused")
                return line("outbox", "degraded", message, .listOutbox)
            }
            guard lines.isEmpty else {
                let message = lines.count.counted("call waits", "calls wait")
                return line("outbox", "degraded", message, .flushOutbox)
            }
            return line("outbox", "fine", "nothing waits")
        } catch {
            let reported = error as? any Reportable
            return line("outbox", "degraded", reported?.message ?? String(describing: error))
        }
    }

    private func line(
        _ check: String,
        _ level: String,
        _ message: String,
        _ remedy: DoctorRemedy? = nil
    ) -> DoctorLine {
        DoctorLine {
            $0.check = check
            $0.level = level
            $0.message = message
            $0.remedy = remedy?.text()
        }
    }
}
