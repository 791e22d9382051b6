import HTTPKit
import Operations

/// What stands at a path.
enum Route: Sendable {
    case health
    case metrics
    case description
    case events
    case index
    case operation(OperationEntry, InputReading)
    case mount(Mount)

    /// The name under which its requests are counted.
    var name: String {
        switch self {
        case .health: "health"
        case .metrics: "metrics"
        case .description: "openapi"
        case .events: "events"
        case .index: "index"
        case .operation(let entry, _): entry.name
        case .mount(let mount): mount.name
        }
    }

    /// The methods that are answered, as `Allow` lists them.
    var methods: [HTTPMethod] {
        switch self {
        case .operation(let entry, _) where !HTTPNames.isGet(entry.effect): [.post]
        case .events: [.get]
        case .mount: HTTPMethod.allCases
        case .health, .metrics, .description, .index, .operation: [.get, .head]
        }
    }

    /// Whether its answer waits for programs, or takes long to find.
    var takesTime: Bool {
        switch self {
        case .operation(let entry, _): entry.takesTime
        case .mount: true
        case .health, .metrics, .description, .events, .index: false
        }
    }

    /// Whether it is answered also while the gateway stops.
    var isForOperators: Bool {
        switch self {
        case .health, .metrics: true
        case .description, .events, .index, .operation, .mount: false
        }
    }
}
