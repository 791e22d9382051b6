import Engine
import Model
import Operations

extension LocalCaller {
    func providePrompts(_ provider: inout OperationProvider) {
        provider.provide(HandOffTask.self) { [unowned self] input, context in
            try read(HandOffTask.self, context) { view in
                try prompt(.handoff, input.task, input.agent, view)
            }
        }
        provider.provide(PromptTask.self) { [unowned self] input, context in
            try read(PromptTask.self, context) { view in
                try prompt(input.resume ? .resume : .launch, input.task, input.agent, view)
            }
        }
    }

    private func prompt(
        _ purpose: TaskPrompt.Purpose,
        _ key: TaskKey,
        _ agent: AgentID?,
        _ view: View
    ) throws -> TaskPromptReport {
        let stored = try view.task(key)
        let packet = try view.tasks.packet(of: key, revision: stored.task.packetRevision).map {
            try packets.read($0.text, $0.format, file: nil, key: key).packet
        }
        let material = try TaskMaterial(of: key, for: agent, packet: packet, in: view)
        let reader = try material.reader.map { id in
            guard let known = try view.agents.agent(id) else { throw AgentError.unknown(id) }
            return known
        }
        let prompt = TaskPrompt(purpose, material, for: reader?.role ?? .worker)
        return TaskPromptReport { report in
            report.task = key
            report.purpose = purpose.rawValue
            report.agent = material.reader
            report.role = prompt.role
            report.text = prompt.text
        }
    }
}
