import CommandLineKit
import Model
import Operations

/// Finds the values that only the workspace knows for a shell that completes a word.
struct DynamicCompletion: Sendable {
    let caller: any OperationCaller

    func candidates(for question: CompletionQuestion) async -> [CompletionCandidate] {
        do {
            return try await found(question.kind)
        } catch {
            // A shell that completes has no place for an error, and nothing to offer is an answer.
            return []
        }
    }

    private func found(_ kind: String) async throws -> [CompletionCandidate] {
        switch kind {
        case "task":
            let input = ListTasks.Input { $0.limit = 200 }
            return try await caller.call(ListTasks.self, input).output.items.map {
                CompletionCandidate($0.task.text, $0.title)
            }
        case "agent":
            return try await caller.call(ListAgents.self, ListAgents.Input()).output.items.map {
                CompletionCandidate($0.agent.text, $0.role.rawValue)
            }
        case "lane":
            return try await caller.call(ListLanes.self, NoInput()).output.items.map {
                CompletionCandidate($0.lane.text, $0.function)
            }
        case "repo":
            return try await caller.call(ListRepositories.self, NoInput()).output.items.map {
                CompletionCandidate($0.name.text, $0.path)
            }
        case "gate":
            return try await caller.call(ListGates.self, NoInput()).output.items.map {
                CompletionCandidate($0.gate.text, $0.summary)
            }
        default: return []
        }
    }
}
