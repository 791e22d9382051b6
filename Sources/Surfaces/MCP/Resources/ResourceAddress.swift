import Model

/// Where something of a workspace is for readers: `worklead://task/P07-B4`.
enum ResourceAddress: Hashable, Sendable {
    case status
    case agents
    case task(TaskKey)
    case packet(TaskKey)
    case evidence(TaskKey)
    case thread(ThreadID)
    case artifacts(RunName)

    private static let scheme = "worklead://"

    /// Reads an address; `nil` for what leads nowhere here.
    init?(_ text: String) {
        guard text.hasPrefix(Self.scheme) else { return nil }
        let parts = text.dropFirst(Self.scheme.count)
            .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch (parts.first, parts.dropFirst().first, parts.count) {
        case ("status", nil, 1): self = .status
        case ("agents", nil, 1): self = .agents
        case (let kind?, let name?, 2):
            do throws(IdentifierError) {
                switch kind {
                case "task": self = .task(try TaskKey(name))
                case "packet": self = .packet(try TaskKey(name))
                case "evidence": self = .evidence(try TaskKey(name))
                case "thread": self = .thread(try ThreadID(name))
                case "artifacts": self = .artifacts(try RunName(name))
                default: return nil
                }
            } catch {
                // A name that is none leads nowhere, like any other.
                return nil
            }
        default: return nil
        }
    }

    var text: String {
        switch self {
        case .status: Self.scheme + "status"
        case .agents: Self.scheme + "agents"
        case .task(let key): Self.scheme + "task/" + key.text
        case .packet(let key): Self.scheme + "packet/" + key.text
        case .evidence(let key): Self.scheme + "evidence/" + key.text
        case .thread(let id): Self.scheme + "thread/" + id.text
        case .artifacts(let run): Self.scheme + "artifacts/" + run.text
        }
    }

    static let templates = [
        TemplateDescription(
            "worklead://task/{task}",
            name: "task",
            title: "Task",
            description: "A task with its claims, deliveries and findings.",
            mediaType: "application/json"
        ),
        TemplateDescription(
            "worklead://packet/{task}",
            name: "packet",
            title: "Packet",
            description: "The contract of a task: scope, checks, what done means.",
            mediaType: "text/markdown"
        ),
        TemplateDescription(
            "worklead://evidence/{task}",
            name: "evidence",
            title: "Evidence",
            description: "What was handed in for a task, its replays and verdicts.",
            mediaType: "application/json"
        ),
        TemplateDescription(
            "worklead://thread/{thread}",
            name: "thread",
            title: "Thread",
            description: "A conversation between agents, in order.",
            mediaType: "application/json"
        ),
        TemplateDescription(
            "worklead://artifacts/{run}",
            name: "artifacts",
            title: "Artifacts of a run",
            description: "What a run's agents are to leave: there, missing, faulty or due.",
            mediaType: "application/json"
        ),
    ]
}
