import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideNotices(_ provider: inout OperationProvider) {
        provider.provide(ListNoticeTargets.self) { [unowned self] _, context in
            try requireFounder(context)
            let folder = try noticeFolder()
            let lines = try folder.targets().map {
                NoticeTargetLine($0, folder.memory(of: $0.name))
            }
            return Reply(Page(lines, total: lines.count))
        }
        provider.provide(AddNoticeTarget.self) { [unowned self] input, context in
            try requireFounder(context)
            let target = try NoticeTarget(input)
            let folder = try noticeFolder()
            let lock = try folder.lock()
            defer { withExtendedLifetime(lock) {} }
            let known = try folder.targets()
            guard !known.contains(where: { $0.name == target.name }) else {
                throw NoticeError.exists(target.name)
            }
            let line = NoticeTargetLine(target, NoticeMemory())
            guard !context.options.dryRun else { return Reply(line, isDryRun: true) }
            try folder.forget(target.name)
            try folder.write(known + [target])
            gateway?.wake()
            return Reply(line)
        }
        provider.provide(RemoveNoticeTarget.self) { [unowned self] input, context in
            try requireFounder(context)
            let folder = try noticeFolder()
            let lock = try folder.lock()
            defer { withExtendedLifetime(lock) {} }
            let known = try folder.targets()
            let target = try Self.target(input.target, of: known)
            let line = NoticeTargetLine(target, folder.memory(of: target.name))
            guard !context.options.dryRun else { return Reply(line, isDryRun: true) }
            try folder.write(known.filter { $0.name != target.name })
            try folder.forget(target.name)
            return Reply(line)
        }
        provider.provide(TestNoticeTarget.self) { [unowned self] input, context in
            try requireFounder(context)
            let folder = try noticeFolder()
            let target = try Self.target(input.target, of: folder.targets())
            let line = NoticeTargetLine(target, folder.memory(of: target.name))
            guard !context.options.dryRun else { return Reply(line, isDryRun: true) }
            let sender = try noticeSender()
            try sender.send(.sample(in: sender.workspace), to: target)
            return Reply(line)
        }
        provider.provide(RunNotices.self) { [unowned self] _, context in
            try requireFounder(context)
            let isDryRun = context.options.dryRun
            return Reply(try tellNotices(isDryRun: isDryRun), isDryRun: isDryRun)
        }
    }

    /// Tells what needs the founder and was not told yet.
    package func tellNotices(isDryRun: Bool = false) throws -> NoticeRunReport {
        let windows = try presenceWindows()
        let needs = try open().engine.read { view -> [Need] in
            guard let founder = try view.agents.active(in: [.founder]).first else { return [] }
            let standings = try view.presences(windows)
            return try view.needs(of: founder, standings, limit: Needs.ofKindMax).first
        }
        let now = time.now()
        let round = NoticeRound(
            folder: try noticeFolder(),
            sender: try noticeSender(),
            now: now,
            minute: LocalClock.minute(at: now)
        )
        return try round.run(needs, isDryRun: isDryRun)
    }

    /// Whether somebody wants to be told.
    package func hasNoticeTargets() throws -> Bool { try noticeFolder().isUsed() }

    func noticeFolder() throws -> NoticeFolder {
        NoticeFolder(in: try open().found.stateDirectory)
    }

    private func noticeSender() throws -> NoticeSender {
        let clock = SystemTime()
        return NoticeSender(
            environment: surroundings.environment,
            clock: { clock.elapsed() },
            workspace: try open().engine.read { try $0.workspace.name()?.text ?? "" }
        )
    }

    private static func target(
        _ name: NoticeTargetName,
        of known: [NoticeTarget]
    ) throws(NoticeError) -> NoticeTarget {
        guard let target = known.first(where: { $0.name == name }) else { throw .unknown(name) }
        return target
    }

    /// Refuses whoever is no founder: a target may start a program of this machine, and addresses
    /// are secrets.
    private func requireFounder(_ context: CallContext) throws {
        let caller = try caller(context.options)
        try open().engine.read(as: caller, expecting: expected(context.options)) { view in
            let asker = try view.requireAsker()
            guard asker.agent.role == .founder else {
                throw NoticeError.foundersOnly(asker.id)
            }
        }
    }
}

extension NoticeTarget {
    fileprivate init(_ input: AddNoticeTarget.Input) throws(NoticeError) {
        let address = input.address.flatMap { $0.isEmpty ? nil : $0 }
        let way: Way
        switch input.kind {
        case .desktop: way = .desktop(address.map { Terminal(device: $0, escape: input.escape) })
        case .webhook, .slack:
            guard let address else { throw .nothingNamed("an address") }
            guard WebAddress(address) != nil else { throw .badAddress }
            way = input.kind == .slack ? .slack(address) : .webhook(address)
        case .command:
            guard let program = input.command.first, !program.isEmpty else {
                throw .nothingNamed("a command")
            }
            way = .command(input.command)
        }
        let quiet = try input.quiet.map { text throws(NoticeError) in
            guard let hours = QuietHours(text) else { throw .badHours(text) }
            return hours
        }
        self.init(
            name: input.target,
            way: way,
            least: input.severity,
            quiet: quiet,
            digest: input.digest
        )
    }
}

extension NoticeTargetLine {
    init(_ target: NoticeTarget, _ memory: NoticeMemory) {
        self.init()
        (self.target, kind, address) = (target.name, target.way.kind, target.place)
        (severity, quiet, digest) = (target.least, target.quiet?.text, target.digest)
        (pending, lost, failures) = (memory.pending, memory.lost, memory.failures)
        (retryAt, lastError, toldAt) = (memory.retryAt, memory.lastError, memory.lastToldAt)
    }
}
