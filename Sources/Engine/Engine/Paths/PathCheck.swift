import Model
import Store

/// Judges paths that an agent is about to change, by what it holds and what others hold.
struct PathCheck {
    private let view: View
    private let agent: AgentID
    private let role: Role
    private let roles: [RepositoryName: [Role: PathScope]]
    private let repositories: [Repository]
    private let home: RepositoryName?
    private let owners: [String: Owner]
    private let holdings: [Holding]

    /// Who works in a working directory, and on what.
    private struct Owner {
        let agent: AgentID
        let task: TaskKey?
    }

    /// A task that the agent has in hand, with what its packet allows.
    private struct Holding {
        let task: TaskKey
        let repository: RepositoryName?
        let scope: PathScope
    }

    /// - Parameter packets: Reads the packets of what the agent holds: the tables keep what is in
    ///   scope and not what is kept out of it.
    /// - Parameter roles: What agents of a role may change, in each repository that bounds it.
    init(
        _ view: View,
        packets: any PacketReading,
        roles: [RepositoryName: [Role: PathScope]]
    ) throws {
        self.view = view
        self.roles = roles
        let asker = try view.requireAsker()
        agent = asker.id
        role = asker.agent.role
        repositories = try view.repositories.repositories()
        home = asker.session?.repository ?? (repositories.count == 1 ? repositories[0].name : nil)
        var owners: [String: Owner] = [:]
        for session in try view.sessions.live() {
            guard let worktree = session.worktree else { continue }
            owners[worktree] = Owner(agent: session.agent, task: nil)
        }
        for worktree in try view.worktrees.worktrees() {
            owners[worktree.plan.path] = Owner(
                agent: worktree.plan.agent,
                task: worktree.plan.task
            )
        }
        self.owners = owners
        let only = repositories.count == 1 ? repositories[0].name : nil
        holdings = try view.tasks.held(by: agent).map { stored in
            Holding(
                task: stored.key,
                repository: stored.task.repository ?? only,
                scope: try view.scope(
                    Self.scope(of: stored.task, view, packets),
                    of: stored.key,
                    by: asker.id
                )
            )
        }
    }

    func judgement(of place: PathPlace) throws -> PathJudgement {
        guard let path = place.path, let repository = repository(of: place) else {
            return PathJudgement(place, .elsewhere, nil)
        }
        let owner = place.root.flatMap { owners[$0] }
        let mine = counted(in: repository, for: owner?.task)
        // A packet without paths bounds nothing.
        let allowing = mine.first { $0.scope.isEmpty || $0.scope.allows(path) }
        var objections: [PathJudgement] = []
        if let owner, owner.agent != agent {
            objections.append(
                try against(
                    place,
                    .otherWorktree,
                    repository,
                    owner.task,
                    of: owner.agent,
                    by: .edit,
                    "it lies in the worktree of \(owner.agent)"
                )
            )
        }
        if let holder = try holder(of: path, in: repository) {
            objections.append(
                try against(
                    place,
                    .held,
                    repository,
                    holder.task,
                    of: holder.agent,
                    by: .overlap,
                    "\(holder.agent) holds it for \(holder.task)"
                )
            )
        }
        if let bounds = roles[repository]?[role], !bounds.allows(path) {
            objections.append(
                try against(
                    place,
                    .outOfRole,
                    repository,
                    nil,
                    of: nil,
                    by: .role,
                    "a \(role.rawValue) may not change it"
                )
            )
        }
        if let first = mine.first, allowing == nil {
            let names = mine.map(\.task.text).joined(separator: ", ")
            objections.append(
                try against(
                    place,
                    .outOfScope,
                    repository,
                    first.task,
                    of: nil,
                    by: .edit,
                    "it is outside the scope of \(names)"
                )
            )
        }
        return objections.first { $0.level == .block }
            ?? objections.first { $0.level == .advise }
            ?? objections.first
            ?? PathJudgement(
                place,
                allowing == nil ? .free : .inScope,
                repository,
                allowing?.task
            )
    }

    /// What the agent holds in a repository; in a worktree that was made for one of its tasks,
    /// that task alone.
    private func counted(in repository: RepositoryName, for task: TaskKey?) -> [Holding] {
        let here = holdings.filter { $0.repository == repository }
        let mine = here.filter { $0.task == task }
        return mine.isEmpty ? here : mine
    }

    private func holder(
        of path: String,
        in repository: RepositoryName
    ) throws -> ReservationStore.Reservation? {
        try view.reservations.candidates(
            beside: TaskKey(trusted: ""),
            in: repository,
            anchors: [Anchor.of(path)],
            at: view.now
        ).first { try $0.agent != agent && PathPattern($0.pattern).matches(path) }
    }

    private func repository(of place: PathPlace) -> RepositoryName? {
        guard let common = place.commonDirectory else { return home }
        return repositories.first { $0.commonDirectory == common }?.name
    }

    private func against(
        _ place: PathPlace,
        _ standing: PathJudgement.Standing,
        _ repository: RepositoryName,
        _ task: TaskKey?,
        of holder: AgentID?,
        by rule: GateDescription,
        _ reason: String
    ) throws -> PathJudgement {
        // What is in another's hands is not opened by a waiver for the other's task.
        let isOwn = holder == nil || holder == view.asker?.id
        let level = try view.level(of: rule, for: isOwn ? task : nil)
        return PathJudgement(
            place: place,
            standing: standing,
            repository: repository,
            task: task,
            holder: holder,
            rule: level == .off ? nil : rule.name,
            level: level,
            reason: "'\(place.asked.printable(limit: 200))': \(reason)."
        )
    }

    private static func scope(
        of task: WorkTask,
        _ view: View,
        _ packets: any PacketReading
    ) throws -> PathScope {
        guard
            let packet = try view.tasks.packet(of: task.key, revision: task.packetRevision)
        else { return PathScope(inScope: []) }
        return try packets.read(packet.text, packet.format, file: nil, key: task.key).packet.scope
    }
}

extension PathJudgement {
    /// A path that nothing speaks against.
    fileprivate init(
        _ place: PathPlace,
        _ standing: Standing,
        _ repository: RepositoryName?,
        _ task: TaskKey? = nil
    ) {
        self.init(
            place: place,
            standing: standing,
            repository: repository,
            task: task,
            holder: nil,
            rule: nil,
            level: .off,
            reason: nil
        )
    }
}

extension View {
    /// Whether the asker may change each of the paths, and what speaks against it.
    package func judgements(
        of places: [PathPlace],
        packets: any PacketReading,
        roles: [RepositoryName: [Role: PathScope]] = [:]
    ) throws -> [PathJudgement] {
        let check = try PathCheck(self, packets: packets, roles: roles)
        return try places.map { try check.judgement(of: $0) }
    }
}
