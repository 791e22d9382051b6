import AgentProtocols
import Glibc
import SubprocessKit

// What the program says, and is told. Called on the thread that drives it, but for answers.
extension AgentCore {
    /// Takes what the program printed.
    func hear(_ bytes: UnsafeRawBufferPointer) {
        let room = withState { state in
            let room = max(0, order.limits.outputBytes - state.outputBytes)
            state.outputBytes += bytes.count
            if bytes.count > room { state.isOverLimit = true }
            return room
        }
        let kept = UnsafeRawBufferPointer(rebasing: bytes.prefix(room))
        guard !kept.isEmpty else { return pipe.wake() }
        streams.append(kept, to: .output)
        apply(withState { $0.conversation.take(Array(kept)) })
        if kept.count < bytes.count || streams.failure != nil { pipe.wake() }
    }

    /// Takes what the program complained; the rest beyond the limit is not kept.
    func hearError(_ bytes: UnsafeRawBufferPointer) {
        let room = withState { state in
            let room = max(0, order.limits.outputBytes - state.errorBytes)
            state.errorBytes += bytes.count
            if bytes.count > room { state.isOverLimit = true }
            return room
        }
        streams.append(UnsafeRawBufferPointer(rebasing: bytes.prefix(room)), to: .error)
        if bytes.count > room || streams.failure != nil { pipe.wake() }
    }

    func apply(_ steps: [AgentStep]) {
        for step in steps {
            switch step {
            case .write(let bytes): tell(bytes)
            case .closeInput: pipe.close()
            case .happened(let happening): happened(happening)
            }
        }
    }

    private func tell(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { streams.append($0, to: .input) }
        pipe.write(bytes)
    }

    private func happened(_ happening: AgentHappening) {
        push(.heard(happening))
        if happening.isProgress {
            let now = self.now
            withState { $0.lastProgress = now }
        }
        switch happening {
        case .permissionAsked(let request): judge(request)
        case .permissionWithdrawn(let id): withState { $0.answersDue[id] = nil }
        case .finished: pipe.wake()
        case .started, .text, .tool, .plan, .usage, .notice, .sign, .unknown: break
        }
    }

    private func push(_ event: AgentEvent) {
        events.push(event) {
            let left = withState { $0.patience } - now
            return Int32(clamping: left.milliseconds)
        }
    }

    private func judge(_ request: PermissionRequest) {
        let (effect, rule) = order.policy.judge(
            request,
            in: order.brief.directory,
            resolve: LinkedPath.resolve
        )
        switch effect {
        case .allow: answer(request.id, with: .allow, by: .policy(rule))
        case .deny:
            let reason = "The rules of this run deny it" + (rule.map { " (\($0))." } ?? ".")
            answer(request.id, with: .deny(reason: reason), by: .policy(rule))
        case .ask:
            let due = now + order.limits.answer
            let isOpen = withState { state in
                guard state.conversation.open[request.id] != nil else { return false }
                state.answersDue[request.id] = due
                return true
            }
            guard isOpen else { return }
            push(.awaitsAnswer(request))
            pipe.wake()
        }
    }

    @discardableResult
    func answer(
        _ id: PermissionID,
        with answer: PermissionAnswer,
        by source: AnswerSource
    ) -> Bool {
        let now = self.now
        let steps: [AgentStep]? = withState { state in
            guard state.conversation.open[id] != nil else { return nil }
            state.answersDue[id] = nil
            state.lastProgress = now
            return state.conversation.answer(id, with: answer)
        }
        guard let steps else { return false }
        apply(steps)
        events.add(.answered(id, answer, by: source))
        // The time that it may be quiet counts again.
        pipe.wake()
        return true
    }

    /// Asks the agent to end its turn by its protocol.
    ///
    /// - Returns: Whether the protocol can say that.
    func interruptByProtocol() -> Bool {
        let (steps, answered) = withState { state in
            let open = state.conversation.open.keys.sorted { $0.text < $1.text }
            let steps = state.conversation.interrupt()
            if !steps.isEmpty { state.answersDue = [:] }
            return (steps, open)
        }
        guard !steps.isEmpty else { return false }
        apply(steps)
        for id in answered { events.add(.answered(id, .cancel, by: .stop)) }
        return true
    }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        guard seconds < 1 << 40 else { return .max }
        return seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    }
}
