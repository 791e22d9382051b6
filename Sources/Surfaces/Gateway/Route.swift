import HTTPKit
import Operations

/// What stands at a path.
enum Route: Sendable {
    case health
    case metrics
    case description
    case events
    case index
    case operation(OperationEntry, InputReading, OperationPace)
    case mount(Mount)
    case page(any Site, name: String)

    /// The name under which its requests are counted.
    var name: String {
        switch self {
        case .health: "health"
        case .metrics: "metrics"
        case .description: "openapi"
        case .events: "events"
        case .index: "index"
        case .operation(let entry, _, _): entry.name
        case .mount(let mount): mount.name
        case .page(_, let name): name
        }
    }

    /// The methods that are answered, as `Allow` lists them.
    var methods: [HTTPMethod] {
        switch self {
        case .operation(let entry, _, _) where !HTTPNames.isGet(entry.effect): [.post]
        // Posted where the input is longer than a query may be.
        case .operation: [.get, .head, .post]
        case .events: [.get]
        case .mount: HTTPMethod.allCases
        case .page: [.get, .head, .post]
        case .health, .metrics, .description, .index: [.get, .head]
        }
    }

    /// How long its answer keeps a thread.
    var pace: OperationPace {
        switch self {
        case .operation(_, _, let pace): pace
        case .mount, .page: .long
        case .health, .metrics, .description, .events, .index: .short
        }
    }

    /// Whether it is answered also while the gateway stops.
    var isForOperators: Bool {
        switch self {
        case .health, .metrics: true
        case .description, .events, .index, .operation, .mount, .page: false
        }
    }
}

/// How long an operation keeps the thread that carries it out.
enum OperationPace: Sendable {
    /// It does nothing but one transaction, whose commit it waits for without a thread.
    case transaction
    /// It reads for a moment.
    case short
    /// It waits for programs, or takes long to find.
    case long
}
