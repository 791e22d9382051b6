import Commands
import Documents
import Engine
import GitKit
import Model

/// Writes our parts into the settings files of the working directory around.
struct RepositorySetup: AgentSetup {
    let surroundings: Surroundings
    let git: GitProgram

    func run(_ order: SetupOrder) throws -> SetupReport {
        let location = try RepositoryLocator.locate(from: surroundings.directory)
        guard let root = location.root else { throw WorkspaceError.absent }
        let files = SetupFiles(root: root)
        let record = try SetupRecord(in: location.privateDirectory)
        var round = SetupRound(order: order, files: files, record: record)
        for target in SetupTarget.allCases where order.target ?? target == target {
            if target == .git {
                let hooks = try GitHooks(
                    directory: GitRepository(at: root, program: git).hooksDirectory(),
                    location: location,
                    order: order
                )
                round.report.files += try hooks.run()
            } else {
                try round.run(target)
            }
        }
        return round.report
    }
}

/// One round over the files of programs: first all are read and thought over, then written.
private struct SetupRound {
    let order: SetupOrder
    let files: SetupFiles
    var record: SetupRecord
    var report = SetupReport()

    /// A file and what is to become of it.
    private struct Step {
        let path: String
        let state: SetupFileLine.State
        /// What is there before our part, to be kept.
        var base: String?
        /// What is to be there; `nil` for no file.
        var text: String?
    }

    init(order: SetupOrder, files: SetupFiles, record: SetupRecord) {
        self.order = order
        self.files = files
        self.record = record
    }

    mutating func run(_ target: SetupTarget) throws {
        let words =
            order.action == .write ? order.words : Set(record.words[target.rawValue] ?? [])
        guard let plan = SetupPlan(for: target, with: words) else { return }
        let steps = try plan.files.map { file in
            do {
                return try step(file)
            } catch let error as SettingsError {
                throw SetupContentError(path: file.path, error: error)
            }
        }
        // Without a name, what was never set up is nobody's fault.
        let isNowhere = steps.allSatisfy { $0.state == .missing || $0.state == .absent }
        if order.target == nil, isNowhere { return }
        for step in steps { try carryOut(step, for: target) }
        guard !order.isDryRun else { return }
        switch order.action {
        case .write:
            record.words[target.rawValue] = words.sorted()
            try record.write()
            report.advice += plan.advice
        case .remove:
            record.words[target.rawValue] = nil
            try files.removeEmpty(Array(record.directories))
            if record.files.isEmpty { record.directories = [] }
            try record.write()
        case .check: return
        }
    }

    private func step(_ file: SetupPlan.File) throws -> Step {
        let text = try files.read(file.path)
        switch order.action {
        case .check: return Step(path: file.path, state: try found(file.edit, in: text))
        case .write: return try writing(file, text)
        case .remove: return try removing(file, text)
        }
    }

    private func found(
        _ edit: SettingsEdit,
        in text: String?
    ) throws -> SetupFileLine.State {
        guard let text, try edit.isPresent(in: text) else { return .missing }
        return try edit.isWhole(in: text) ? .whole : .drifted
    }

    private func writing(_ file: SetupPlan.File, _ text: String?) throws -> Step {
        if let text, try file.edit.isWhole(in: text) {
            return Step(path: file.path, state: .unchanged)
        }
        let base =
            if let pristine = try record.pristine(file.path, text) {
                pristine.before
            } else {
                try text.flatMap { try file.edit.removed(from: $0) }
            }
        let wanted = try file.edit.added(to: base)
        return Step(path: file.path, state: .written, base: base, text: wanted)
    }

    private func removing(_ file: SetupPlan.File, _ text: String?) throws -> Step {
        guard let text else { return Step(path: file.path, state: .absent) }
        if let pristine = try record.pristine(file.path, text) {
            return Step(path: file.path, state: .restored, text: pristine.before)
        }
        guard try file.edit.isPresent(in: text) else {
            return Step(path: file.path, state: .absent)
        }
        return Step(path: file.path, state: .removed, text: try file.edit.removed(from: text))
    }

    private mutating func carryOut(_ step: Step, for target: SetupTarget) throws {
        var backup: String?
        if !order.isDryRun {
            switch step.state {
            case .written:
                let text = step.text ?? ""
                record.directories.formUnion(try files.makeDirectories(above: step.path))
                backup = try record.keep(
                    step.path,
                    for: target.rawValue,
                    before: step.base,
                    after: text
                )
                try files.write(text, to: step.path)
            case .restored, .removed:
                if let text = step.text {
                    try files.write(text, to: step.path)
                } else {
                    try files.remove(step.path)
                }
                try record.forget(step.path)
            case .absent: try record.forget(step.path)
            case .whole, .missing, .drifted, .unchanged: break
            }
        }
        report.files.append(
            SetupFileLine {
                $0.target = target
                $0.path = step.path
                $0.state = step.state
                $0.backup = backup
            }
        )
    }
}

extension SetupOrder {
    /// What is chosen, in the words that are kept.
    fileprivate var words: Set<String> {
        var words = without
        if failsClosed { words.insert(HookLines.failClosed) }
        if releases { words.insert(HookLines.release) }
        return words
    }
}
