import Digests
import Model
import Operations

/// The tool that waits until something needs the asker, so that a model need not ask again and
/// again.
///
/// It looks when the ledger has grown, and when a lease may have ended, which is no event.
struct WaitTool: Sendable {
    static let name = "wait"

    /// Clients give up on a tool after a minute.
    private static let secondsMax: Int64 = 45
    private static let secondsByDefault: Int64 = 30
    /// After a look in vain: where many wait and much happens, the looks of all would be too many.
    private static let breath = Duration.milliseconds(20)

    static let listed = ToolDescription(
        name,
        title: "Wait",
        "Waits for an unread message, a task to claim, or a change of the one you name; use it "
            + "instead of asking again.",
        inputSchema: ToolSchema.object(
            [
                "seconds": [
                    "type": "integer",
                    "description": "How long at most; 30 unless given, up to 45.",
                ],
                "for": [
                    "type": "string", "enum": .array(Goal.allCases.map { .string($0.rawValue) }),
                    "description": "What to wait for; any unless given.",
                ],
                "task": ["type": "string", "description": "A task to watch instead."],
            ],
            required: []
        ),
        outputSchema: ToolSchema.object(
            [
                "reason": [
                    "type": "string", "enum": ["message", "task", "timeout"],
                    "description": "Why it ended.",
                ]
            ],
            required: ["reason"]
        ),
        effects: [.reads]
    )

    /// What is waited for.
    private enum Goal: String, CaseIterable {
        case any, message, task
    }

    private let goal: Goal
    private let task: TaskKey?
    private let longest: Duration
    private let caller: any OperationCaller
    private let options: CallOptions
    private let pauses: any WaitPausing
    private let ledger: any LedgerWatching

    init(
        _ arguments: [String: JSONValue],
        _ options: CallOptions,
        through caller: any OperationCaller,
        pauses: any WaitPausing,
        ledger: any LedgerWatching
    ) throws {
        let known = ["for", "seconds", "task"]
        if let unknown = arguments.keys.filter({ !known.contains($0) }).min() {
            throw ToolArgumentError.unknown(unknown, tool: Self.name, known: known)
        }
        let input = try WaitInput(json: .object(arguments))
        guard let goal = Goal(rawValue: input.goal) else {
            preconditionFailure("The input has been checked against the same words.")
        }
        self.goal = goal
        task = input.task
        longest = .seconds(input.seconds)
        self.options = options
        self.caller = caller
        self.pauses = pauses
        self.ledger = ledger
    }

    /// Waits; an end without anything is an answer, not an error.
    func wait() async throws -> JSONValue {
        let before = try await watchedTask()
        var waited = Duration.zero
        var head: Int64?
        while true {
            let now = try await revision()
            if var found = try await look(before) {
                found["waited_seconds"] = .integer(waited.components.seconds)
                found["rev"] = now.map { .integer($0) }
                return .object(found)
            }
            if let head, head != now, waited < longest {
                waited += try await pauses.pause(upTo: min(Self.breath, longest - waited))
            }
            head = now
            guard waited < longest else { break }
            waited += try await ledger.wait(beyond: now, upTo: longest - waited) {
                try await revision()
            }
        }
        return [
            "reason": "timeout", "waited_seconds": .integer(waited.components.seconds),
        ]
    }

    private func revision() async throws -> Int64? {
        let input = ListEvents.Input { $0.limit = 1 }
        return try await caller.call(ListEvents.self, input, options).revision
    }

    private func watchedTask() async throws -> TaskLine? {
        guard let task else { return nil }
        let input = ShowTask.Input { $0.task = task }
        return try await caller.call(ShowTask.self, input, options).output.task
    }

    /// What is there now, if it is what is waited for.
    private func look(_ before: TaskLine?) async throws -> [String: JSONValue]? {
        if let before {
            guard let now = try await watchedTask(), now.json != before.json else { return nil }
            return ["reason": "task", "task": now.json]
        }
        if goal != .task {
            let page = try await caller.call(ListInbox.self, ListInbox.Input(), options).output
            if !page.items.isEmpty {
                return [
                    "reason": "message", "messages": .array(page.items.map(\.json)),
                    "untrusted": ["subject", "body"],
                ]
            }
        }
        if goal != .message {
            let page = try await caller.call(NextTask.self, NextTask.Input(), options).output
            if !page.items.isEmpty {
                return ["reason": "task", "tasks": .array(page.items.map(\.json))]
            }
        }
        return nil
    }

    /// The arguments.
    private struct WaitInput: Record {
        static let name = "wait.input"
        static let fields = [
            Field<Self>(
                "seconds",
                \.seconds,
                "How long at most.",
                .hasDefault,
                .minimum(0),
                .maximum(WaitTool.secondsMax)
            ),
            Field(
                "for",
                \.goal,
                "What to wait for.",
                .hasDefault,
                .oneOf(Goal.allCases.map(\.rawValue))
            ),
            Field("task", \.task, "A task to watch instead."),
        ]

        var seconds = WaitTool.secondsByDefault
        var goal = Goal.any.rawValue
        var task: TaskKey?
    }
}
