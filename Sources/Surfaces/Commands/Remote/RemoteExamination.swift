import Model
import Operations

/// Looks at the way to a workspace elsewhere, and at what waits here for it.
struct RemoteExamination {
    let context: CommandContext

    func report() async -> DoctorReport {
        DoctorReport(of: [await gateway(), outbox()])
    }

    private func gateway() async -> DoctorLine {
        do {
            let input = ListAgents.Input()
            let reply = try await context.caller.call(ListAgents.self, input, context.options)
            return DoctorLine("gateway", "fine", "it answers at revision \(reply.revision ?? 0)")
        } catch {
            let reported = error as? any Reportable
            let message = reported?.message ?? String(describing: error)
            return DoctorLine("gateway", "blocking", message, .showRemote)
        }
    }

    private func outbox() -> DoctorLine {
        do {
            let lines = try context.outbox.list()
            let refused = lines.count { $0.refusal != nil }
            if refused > 0 {
                let message = refused.counted("call was refused", "calls were refused")
                return DoctorLine("outbox", "degraded", message, .listOutbox)
            }
            guard lines.isEmpty else {
                let message = lines.count.counted("call waits", "calls wait")
                return DoctorLine("outbox", "degraded", message, .flushOutbox)
            }
            return DoctorLine("outbox", "fine", "nothing waits")
        } catch {
            return DoctorLine("outbox", "degraded", error)
        }
    }
}
