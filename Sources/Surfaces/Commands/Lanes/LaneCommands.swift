import CommandLineKit
import Model
import Operations

/// The commands about lanes.
enum LaneCommands {
    static let all: [Command] = [add, list, park, unpark]

    static let add = Command(
        AddLane.self,
        CommandSpecification(
            "add",
            summary: "Add a lane: a stream of work with one owner",
            arguments: [.lane, function],
            options: [owner, .repository],
            examples: [
                CommandExample("worklead lane add core 'The service' --owner ada", "Add a lane.")
            ]
        ),
        input: { parsed, _ in
            try AddLane.Input { input in
                input.lane = try parsed.name(Argument.lane)
                input.function = parsed.required(function)
                input.owner = try parsed.optionalName(owner)
                input.repository = try parsed.optionalName(Option.repository)
            }
        },
        output: { reply, _ in
            CommandOutput(change: reply, of: AddLane.self, "lane \(reply.output.lane) added")
        }
    )

    private static let function = Argument("FUNCTION", help: "What the lane is for")
    private static let owner = Option(
        "owner",
        value: "AGENT",
        help: "Who owns it",
        completion: .dynamic("agent")
    )

    static let list = Command(
        ListLanes.self,
        CommandSpecification(
            "list",
            summary: "List the lanes with their state",
            examples: [CommandExample("worklead lane list", "See all lanes at a glance.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListLanes.self) { text in
                text.list(
                    TextList(
                        "lanes",
                        columns: [
                            "lane", "state", "owner", "repo", "open", "active", "worked", "next",
                            "function",
                        ],
                        rows: reply.output.items.map {
                            [
                                .name($0.lane), .state($0.state, $0.mark),
                                .maybe($0.owner, Cell.name), .maybe($0.repository, Cell.name),
                                .number($0.open), $0.activeCell, .maybe($0.workedAt, Cell.moment),
                                .maybe($0.next, Cell.name), .text($0.function),
                            ]
                        }
                    )
                )
                for lane in reply.output.items {
                    if let warning = lane.warning { text.say("lane \(lane.lane): \(warning)") }
                }
            }
        }
    )

    static let park = Command(
        ParkLane.self,
        CommandSpecification(
            "park",
            summary: "Put a lane aside, with a reason",
            arguments: [.lane],
            options: [.requiredReason, TaskCommands.blocker],
            examples: [
                CommandExample(
                    "worklead lane park core --reason 'waits for the licence'",
                    "Park a lane."
                )
            ]
        ),
        input: { parsed, _ in
            try ParkLane.Input { input in
                input.lane = try parsed.name(Argument.lane)
                input.reason = parsed.required(Option.requiredReason)
                input.blocker = parsed.text(TaskCommands.blocker)
            }
        },
        output: { reply, _ in
            var output = CommandOutput(
                change: reply,
                of: ParkLane.self,
                "lane \(reply.output.lane) is parked"
            )
            output.envelope.warnings += [reply.output.warning].compactMap(\.self)
            return output
        }
    )

    static let unpark = Command(
        UnparkLane.self,
        CommandSpecification(
            "unpark",
            summary: "Open a parked lane again",
            arguments: [.lane],
            examples: [CommandExample("worklead lane unpark core", "Go on with a lane.")]
        ),
        input: { parsed, _ in try UnparkLane.Input { $0.lane = try parsed.name(Argument.lane) } },
        output: { reply, _ in
            CommandOutput(change: reply, of: UnparkLane.self, "lane \(reply.output.lane) is open")
        }
    )
}

extension LaneLine {
    fileprivate var mark: Mark {
        switch state {
        case "active": .active
        case "parked", "empty": .closed
        default: .waiting
        }
    }

    /// What is worked on, the first of it.
    fileprivate var activeCell: Cell {
        guard let first = active.first else { return .absent }
        return active.count == 1 ? .name(first) : .text("\(first) +\(active.count - 1)")
    }
}
