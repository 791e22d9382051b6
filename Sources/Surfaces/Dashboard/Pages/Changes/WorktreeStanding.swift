import Model
import Operations

/// How worktrees stand, which is how the tasks stand that they were made for.
struct WorktreeBook {
    let lines: [WorktreeLine]
    /// The folder that all of them are below; `nil` where there is no such folder but the root.
    let folder: String?
    /// The tasks that are open; `nil` where there are so many that not all of them are known.
    private let open: [TaskKey: TaskLine]?

    init(_ lines: [WorktreeLine], _ tasks: Page<TaskLine>) {
        self.lines = lines
        folder = Self.folder(of: lines)
        let isWhole = tasks.items.count >= tasks.total
        open =
            isWhole ? Dictionary(tasks.items.map { ($0.task, $0) }) { first, _ in first } : nil
    }

    /// What is left of it, in a word or two.
    func badge(_ line: WorktreeLine) -> Badge {
        switch line.state {
        case "missing": Badge("missing", .bad)
        case "made": made(line)
        default: Badge(state: line.state)
        }
    }

    private func made(_ line: WorktreeLine) -> Badge {
        guard let task = line.task else { return Badge("of a session", .quiet) }
        guard let open else { return Badge(state: line.state) }
        let left = Badge("left over", line.isUnkept ? .attention : .quiet)
        guard let task = open[task], task.holder == line.agent else { return left }
        return switch TaskState.Name(rawValue: task.state) {
        case .claimed, .paused: Badge("held by \(line.agent.text)", .active)
        case .delivered: Badge(state: task.state)
        case .rework: Badge("sent back", .attention, "↺")
        case .draft, .ready, .blocked, .parked, .accepted, .cancelled, .superseded, nil: left
        }
    }

    /// Where it is below the folder of all of them.
    func place(_ line: WorktreeLine) -> String {
        guard let folder, line.path.hasPrefix(folder + "/") else { return line.path }
        return String(line.path.dropFirst(folder.count + 1))
    }

    /// How many there are, and how many of them somebody has to look at.
    var sentence: String {
        let left = lines.count { badge($0).word == "left over" }
        let missing = lines.count { $0.state == "missing" }
        return "\(lines.count.of("worktree"))" + (left > 0 ? ", \(left) left over" : "")
            + ", \(lines.count(where: \.isUnkept)) with uncommitted work"
            + (missing > 0 ? ", \(missing) missing." : ".")
    }
}

extension WorktreeBook {
    private static func folder(of lines: [WorktreeLine]) -> String? {
        let folders = lines.map { $0.path.split(separator: "/").dropLast() }
        guard var shared = folders.first else { return nil }
        for folder in folders {
            shared = shared.prefix(zip(shared, folder).prefix { $0 == $1 }.count)
        }
        return shared.isEmpty ? nil : "/" + shared.joined(separator: "/")
    }
}

extension WorktreeLine {
    /// Whether something in it is not committed, and not kept by a commit of ours either.
    var isUnkept: Bool { state != "parked" && (uncommitted ?? 0) > 0 }
}
