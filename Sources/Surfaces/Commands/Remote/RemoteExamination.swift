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
                return DoctorLine(
                    "outbox",
                    "degraded",
                    "\(refused) calls were refused",
                    .listOutbox
                )
            }
            guard lines.isEmpty else {
                return DoctorLine("outbox", "degraded", "\(lines.count) calls wait", .flushOutbox)
            }
            return DoctorLine("outbox", "fine", "nothing waits")
        } catch {
            return DoctorLine("outbox", "degraded", error)
        }
    }
}
