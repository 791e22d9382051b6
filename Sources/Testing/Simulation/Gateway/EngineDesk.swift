import Digests
import Engine
import Model
import Store
import TestSupport

/// Where calls arrive: the real engine, behind what a gateway does with a call.
struct EngineDesk: Sendable {
    /// What a call did.
    struct Done: Sendable {
        let outcome: CallOutcome
        /// Whether the same call had been answered before.
        var isRepeated = false
    }

    let workspace: TestWorkspace
    let replays: SeededReplays

    /// Does what a call asks for; to be refused is an outcome like another.
    func carryOut(_ call: Call) async -> Done {
        do {
            return try await attempt(call)
        } catch let error as any Reportable where error.category != .failure {
            return Done(outcome: .refused(error.code))
        } catch {
            return Done(outcome: .failed("\(error)"))
        }
    }

    private func attempt(_ call: Call) async throws -> Done {
        let request = request(call)
        let order = call.order
        switch order {
        case .deliver(let key, let fence, let commit, let worktree):
            let changed = try await workspace.engine.deliver(
                DeliveryOrder(
                    task: key,
                    path: worktree,
                    revision: commit,
                    fence: fence,
                    report: "# Done\nAll of it.\n",
                    claims: [],
                    artifacts: []
                ),
                request,
                packets: DocumentReading(),
                tools: workspace.tools(),
                encode: { Self.answer($0).json }
            )
            return Self.done(changed, Self.answer)
        case .replay(let key):
            let changed = try await workspace.engine.replay(
                key,
                request,
                packets: DocumentReading(),
                replayer: replays,
                allowsUnsandboxed: false,
                encode: { Self.answer($0).json }
            )
            return Self.done(changed, Self.answer)
        case .accept(let key, let waived):
            let changed = try await workspace.engine.accept(
                AcceptanceOrder(task: key, waivedGaps: waived, note: nil),
                request,
                tools: workspace.tools(),
                encode: { _ in CallAnswer().json }
            )
            return Self.done(changed) { _ in CallAnswer() }
        default:
            let changed = try await workspace.engine.change(request, encode: \.json) {
                try order.carryOut($0)
            }
            return Self.done(changed) { $0 }
        }
    }

    private func request(_ call: Call) -> ChangeRequest {
        var request = ChangeRequest(
            caller: call.caller,
            right: call.order.right,
            claimedTime: call.claimedTime
        )
        // A credential is never kept, so the start of a session has no key.
        if case .start = call.order { return request }
        request.key = ChangeRequest.Key(
            text: call.key,
            operation: call.order.name,
            input: Digest(of: call.key)
        )
        return request
    }

    private static func answer(_ delivered: Delivered) -> CallAnswer {
        var answer = CallAnswer()
        answer.task = delivered.task.key
        return answer
    }

    private static func answer(_ replayed: Replayed) -> CallAnswer {
        var answer = CallAnswer()
        answer.grade = replayed.record.grade.rawValue
        return answer
    }

    private static func done<Answer>(
        _ changed: Changed<Answer>,
        _ answer: (Answer) -> CallAnswer
    ) -> Done {
        switch changed {
        case .made(let made, _), .tried(let made, _): Done(outcome: .answered(answer(made)))
        case .repeated(let json, _):
            Done(outcome: .answered(CallAnswer(json)), isRepeated: true)
        }
    }
}
