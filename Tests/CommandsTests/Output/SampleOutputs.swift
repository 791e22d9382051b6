import Commands
import Digests
import Model
import Operations

let sampleMoment = Timestamp(milliseconds: 1_795_655_438_000)

extension Presentation {
    static func plain(_ format: OutputFormat, full: Bool = false) -> Presentation {
        var presentation = Presentation(format, now: sampleMoment)
        presentation.full = full
        return presentation
    }
}

/// A task as a list shows it.
struct TaskRow: Record {
    static let name = "task.row"
    static let fields = [
        Field<Self>("key", \.key, "The task's key."),
        Field("state", \.state, "Its state."),
        Field("title", \.title, "Its title."),
        Field("worked", \.worked, "When work on it was last seen."),
    ]

    var key = TaskKey.unset
    var state = "ready"
    var title = ""
    var worked: Timestamp?
}

enum ListTasks: Operation {
    static let name = "task.list"
    static let summary = "Lists tasks."
    static let effect = Effect.reads
    static let errors: [String] = []
    static let example = NoInput()
    typealias Input = NoInput
    typealias Output = Page<TaskRow>

    static let rows = [
        TaskRow {
            $0.key = TaskKey(trusted: "P07-B4")
            $0.state = "claimed"
            $0.title = "Cancel endpoint"
            $0.worked = sampleMoment + .seconds(-245)
        },
        TaskRow {
            $0.key = TaskKey(trusted: "T-142")
            $0.title = "Retry, then give up"
        },
    ]

    static func output(_ rows: [TaskRow] = rows, total: Int = 47) -> CommandOutput {
        let next = total > rows.count ? "c_2" : nil
        let reply = Reply(Page(rows, total: total, next: next), revision: 8812)
        return CommandOutput(reply, of: Self.self) { text in
            text.list(
                TextList(
                    "tasks",
                    columns: ["key", "state", "title", "worked"],
                    rows: rows.map { row in
                        let mark: Mark = row.state == "claimed" ? .active : .waiting
                        return [
                            .name(row.key), .state(row.state, mark), .text(row.title),
                            .maybe(row.worked) { .moment($0) },
                        ]
                    },
                    total: total,
                    qualifier: rows.isEmpty ? "ready in lane core (12 blocked)" : nil,
                    rest: next.map { "worklead task list --after \($0)" }
                )
            )
        }
    }
}

enum ClaimTask: Operation {
    static let name = "task.claim"
    static let summary = "Claims a task."
    static let effect = Effect.changesOncePerKey
    static let errors = ["task.held"]
    static let example = NoInput()
    typealias Input = NoInput
    typealias Output = TaskRow

    static func output(
        already: Bool = false,
        dryRun: Bool = false
    ) -> CommandOutput {
        let reply = Reply(
            ListTasks.rows[0],
            revision: 8813,
            already: already,
            isDryRun: dryRun,
            events: dryRun ? [.object(["type": "task.claimed", "subject": "P07-B4"])] : []
        )
        let agent = AgentID(trusted: "codex-2")
        return CommandOutput(
            change: reply,
            of: Self.self,
            "\(reply.output.key) claimed by \(agent), lease \(Duration.seconds(1800))"
        )
    }
}

/// A page about one thing, with a value of every kind and a text.
func showOutput(title: String, body: String) -> CommandOutput {
    let data = JSONValue.object(["title": .string(title), "body": .string(body)])
    return CommandOutput(Envelope(schema: "task.show/1", data: data, revision: 9)) { text in
        text.field("task", .name(TaskKey(trusted: "P07-B4")))
        text.field("state", .state("claimed", .active))
        text.field("title", .text(title))
        text.field("attempts", .number(2))
        text.field("lease ends", .moment(sampleMoment + .seconds(1080)))
        text.field("commit", .digest(Digest(bytes: Array(repeating: 0xAB, count: 32))))
        text.field("verdict", .absent)
        text.body("packet", body, by: AgentID(trusted: "ada"))
        text.next("worklead deliver", "worklead beat")
    }
}

struct TaskHeld: Reportable {
    let code = "task.held"
    let category = ErrorCategory.conflict
    let message = "P07-B4 is held by ada."
    let hint: String? = "It is free in 18m; 'worklead next' finds another."
}
