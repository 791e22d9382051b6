import Digests
import Documents
import Model
import Store

// What others say of tasks, in states that are true here.
extension ImportRun {
    /// What is taken over was told elsewhere.
    private var tasks: TaskEngine {
        var tasks = change.tasks
        tasks.tellsAssignee = false
        return tasks
    }

    /// Why a task that is said to be done is parked.
    static let notReplayed = "imported: claimed done, not replayed"

    mutating func takeTasks() throws {
        for task in Self.ordered(reading.tasks) { try take(task) }
    }

    private mutating func take(_ task: ImportedTask) throws {
        let digest = Digest(of: task.content.canonicalBytes)
        let earlier = known[Self.key(.task, task.key.text)]
        guard earlier?.digest != digest else { return tally.add(.task, .same) }
        let stored = try change.view.tasks.task(task.key)
        switch (stored, earlier) {
        case (nil, _):
            if let twin = try change.view.tasks.lookAlike(of: task.key) {
                tally.add(.task, .refused)
                note(.lookAlike, task.file, task.line, task.key.text, .refused, "\(twin) is there")
                return
            }
            try create(task)
            tally.add(.task, .new)
        case (.some, nil):
            note(.taskExists, task.file, task.line, task.key.text, .kept, "left as it is here")
            tally.add(.task, .new)
        case (.some(let stored), .some):
            try bring(stored, to: task)
            tally.add(.task, .changed)
        }
        let record = ImportedRecord(
            layout: reading.layout,
            kind: .task,
            name: task.key.text,
            digest: digest,
            file: task.file,
            line: task.line,
            agent: task.assignee,
            task: task.key,
            summary: task.title,
            content: task.content
        )
        let event = ImportEvent(record, became: .task(task.key))
        try change.record(event.fact, on: record.subject)
    }

    private mutating func create(_ task: ImportedTask) throws {
        let (_, event) = WorkTask.create(
            task.key,
            TaskPlan(
                title: task.title,
                lane: try task.lane.flatMap { try change.view.lanes.lane($0)?.key },
                phase: try openPhase(of: task),
                priority: task.priority,
                dependencies: try task.dependencies.filter {
                    try change.view.tasks.task($0) != nil
                },
                isReady: task.standing == .open
            )
        )
        try change.record(event, on: task.key, from: nil)
        try assign(task)
        try put(task, from: try change.view.task(task.key).task)
    }

    private mutating func assign(_ task: ImportedTask) throws {
        guard let agent = task.assignee.map(here), task.standing == .open else { return }
        guard try change.view.agents.agent(agent)?.isActive == true else {
            note(.unknownAgent, task.file, task.line, agent.text, .refused, "retired here")
            return
        }
        try tasks.assign(task.key, to: agent)
    }

    /// Moves a task that stands where an import has put it to where it is said to stand.
    private mutating func put(_ task: ImportedTask, from now: WorkTask) throws {
        switch (task.standing, now.state) {
        case (.open, .ready), (.claimedDone, .parked), (.putAside, .parked): return
        case (.open, .parked(let parking, _)) where parking.reason.hasPrefix("imported: "):
            try tasks.unpark(task.key)
            if case .draft = try change.view.task(task.key).task.state {
                try change.apply(to: try change.view.task(task.key)) { task throws(TaskError) in
                    try task.makeReady()
                }
            }
        case (.open, .blocked(let reason, _)) where reason.hasPrefix("imported: "):
            try tasks.unblock(task.key)
        case (.claimedDone, .draft), (.claimedDone, .ready), (.claimedDone, .blocked):
            try park(task.key, Self.notReplayed)
        case (.putAside(let reason), .draft), (.putAside(let reason), .ready):
            try park(task.key, "imported: \(reason)")
        case (.blocked(let reason), .draft), (.blocked(let reason), .ready):
            try tasks.block(task.key, because: "imported: \(reason)")
        case (.open, _), (.claimedDone, _), (.blocked, _), (.putAside, _):
            note(.taskMovedOn, task.file, task.line, task.key.text, .kept, now.state.name.rawValue)
        }
    }

    private func park(_ key: TaskKey, _ reason: String) throws {
        try tasks.park(key, because: Lane.Parking(reason: reason, blocker: nil))
    }

    /// Brings a task that was imported before to what is said of it now, as far as it still stands
    /// where the import has put it.
    private mutating func bring(_ stored: StoredTask, to task: ImportedTask) throws {
        let now = stored.task
        guard !now.state.name.isFinal else {
            note(.taskMovedOn, task.file, task.line, task.key.text, .kept, now.state.name.rawValue)
            return
        }
        try tasks.edit(
            task.key,
            TaskEdit(
                title: task.title == now.title ? nil : task.title,
                priority: task.priority == now.priority ? nil : task.priority
            )
        )
        let present = Set(try change.view.tasks.dependencies(of: task.key).map(\.key))
        for other in task.dependencies where !present.contains(other) {
            guard try change.view.tasks.task(other) != nil else { continue }
            try tasks.addDependency(of: task.key, on: other)
        }
        try put(task, from: try change.view.task(task.key).task)
        let settled = try change.view.task(task.key).task
        if case .ready = settled.state, settled.assignee != task.assignee.map(here) {
            try assign(task)
        }
    }

    private mutating func openPhase(of task: ImportedTask) throws -> String? {
        guard let name = task.phase else { return nil }
        let phase = try change.view.phases.phase(PhaseName(trusted: name))?.phase
        guard let phase, !phase.isOpen else { return name }
        note(.contradiction, task.file, task.line, task.key.text, .kept, "its phase is closed")
        return nil
    }

    /// The tasks, each after what it waits for; the reading has no cycle.
    private static func ordered(_ tasks: [ImportedTask]) -> [ImportedTask] {
        let places = Dictionary(
            tasks.enumerated().map { ($1.key, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var ordered: [ImportedTask] = []
        var done = Array(repeating: false, count: tasks.count)
        func visit(_ index: Int) {
            guard !done[index] else { return }
            done[index] = true
            for other in tasks[index].dependencies {
                if let place = places[other] { visit(place) }
            }
            ordered.append(tasks[index])
        }
        for index in tasks.indices { visit(index) }
        return ordered
    }
}
