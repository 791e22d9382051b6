import Documents
import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideAgents(_ provider: inout OperationProvider) {
        provider.change(RegisterAgent.self, self, right: .plan) { change, input in
            _ = try change.agents.register(
                input.agent,
                as: input.role,
                capabilities: input.capabilities
            )
            return try AgentLine(input.agent, change.view)
        }
        provider.change(ImportManifest.self, self, right: .plan) { change, input in
            let manifest = try AgentManifest(input.manifest)
            let role = input.role ?? manifest.role ?? .worker
            let isNew = try change.agents.register(
                manifest.agent,
                as: role,
                capabilities: manifest.capabilities
            )
            return ManifestReport(manifest, role, isNew: isNew)
        }
        provider.read(ListAgents.self, self) { view, input in
            let agents = try view.agents.agents().filter { input.retired || $0.isActive }
            return Page(try agents.map { try AgentLine($0.id, view) }, total: agents.count)
        }
        provider.read(ShowAgent.self, self) { view, input in
            try AgentDetail(input.agent, limit: input.limit, view)
        }
        provider.change(RetireAgent.self, self, right: .plan) { change, input in
            try change.agents.retire(input.agent, because: input.reason)
            return try AgentLine(input.agent, change.view)
        }
        provider.change(ReviveAgent.self, self, right: .plan) { change, input in
            try change.agents.revive(input.agent)
            return try AgentLine(input.agent, change.view)
        }
    }

    func provideLanes(_ provider: inout OperationProvider) {
        provider.change(AddLane.self, self, right: .plan) { change, input in
            _ = try change.lanes.add(
                input.lane,
                function: input.function,
                owner: input.owner,
                repository: input.repository
            )
            return try LaneLine(input.lane, change.view)
        }
        provider.read(ListLanes.self, self) { view, _ in
            let lanes = try view.lanes.lanes()
            return Page(try lanes.map { try LaneLine($0.key, view) }, total: lanes.count)
        }
        provider.change(ParkLane.self, self, right: .plan) { change, input in
            try change.lanes.park(
                input.lane,
                because: Lane.Parking(reason: input.reason, blocker: input.blocker)
            )
            return try LaneLine(input.lane, change.view)
        }
        provider.change(UnparkLane.self, self, right: .plan) { change, input in
            try change.lanes.unpark(input.lane)
            return try LaneLine(input.lane, change.view)
        }
    }
}

extension AgentLine {
    init(_ id: AgentID, _ view: View) throws {
        self.init()
        guard let known = try view.agents.agent(id) else { throw AgentError.unknown(id) }
        agent = known.id
        role = known.role
        capabilities = known.capabilities
        retired = known.retirement
        let live = try view.sessions.live(of: id)
        sessions = live.map(\.id)
        holds = try view.tasks.held(by: id).map(\.key)
        workedAt = try view.ledger.lastWork(of: id)
        let said = try view.sessions.said(by: id)
        self.said = said?.note
        meta = said?.words.texts ?? []
        seenAt = try (live.map(\.seenAt) + [view.ledger.lastActivity(of: id)].compactMap(\.self))
            .max()
    }
}

extension AgentDetail {
    fileprivate init(_ id: AgentID, limit: Int, _ view: View) throws {
        self.init()
        agent = try AgentLine(id, view)
        sessions = try view.sessions.sessions(of: id, limit: limit).map(SessionLine.init)
        sessionCount = try view.sessions.count(of: id)
        claims = try view.claims.held(by: id, limit: limit).map(HeldClaimLine.init)
        claimCount = try view.claims.count(of: id)
        launches = try view.runs.launches(by: id, limit: limit).map(RunLaunchLine.init)
    }
}

extension SessionLine {
    fileprivate init(_ session: Session) {
        self.init()
        self.session = session.id
        (worktree, repository) = (session.worktree, session.repository)
        (startedAt, seenAt, endedAt) = (session.startedAt, session.seenAt, session.endedAt)
    }
}

extension ManifestReport {
    fileprivate init(_ manifest: AgentManifest, _ role: Role, isNew: Bool) {
        self.init()
        agent = manifest.agent
        self.role = role
        capabilities = manifest.capabilities
        created = isNew
        losses = manifest.losses.map { loss in
            ManifestLossLine {
                ($0.field, $0.value, $0.reason) = (loss.field, loss.value, loss.reason)
            }
        }
    }
}

extension LaneLine {
    init(_ key: LaneKey, _ view: View) throws {
        self.init()
        guard let known = try view.lanes.lane(key) else { throw LaneError.unknown(key) }
        lane = known.key
        function = known.function
        owner = known.owner
        repository = known.repository
        parked = known.parking?.reason
        blocker = known.parking?.blocker
        open = try view.tasks.count(TaskFilter(lane: key, openOnly: true))
        claimed = try view.tasks.count(TaskFilter(state: .claimed, lane: key))
        active = try view.tasks.active(in: key).map(\.key)
        workedAt = try view.ledger.lastWork(in: key)
        next = known.parking == nil ? try view.tasks.nextReady(in: key)?.key : nil
        state = stateWord(isParked: known.parking != nil)
        warning = known.fault
    }

    private func stateWord(isParked: Bool) -> String {
        if isParked { return "parked" }
        if !active.isEmpty { return "active" }
        if next != nil { return "ready" }
        return open > 0 ? "waiting" : "empty"
    }
}
