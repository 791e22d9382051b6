import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func providePaths(_ provider: inout OperationProvider) {
        provider.provide(CheckPaths.self) { [unowned self] input, context in
            let directory = input.directory.map(surroundings.absolute)
            let places = input.paths.map { PathLocator.place(of: $0, from: directory) }
            let roles = try roleBounds()
            return try read(CheckPaths.self, context) { view in
                let judged = try view.judgements(of: places, packets: packets, roles: roles)
                let lines = judged.map(PathLine.init)
                let agent = try view.requireAsker().id
                return PathCheckReport {
                    $0.agent = agent
                    $0.level =
                        lines.contains { $0.level == .block }
                        ? .block : lines.contains { $0.level == .advise } ? .advise : .off
                    $0.paths = lines
                }
            }
        }
        provider.read(ListReservations.self, self) { view, input in
            let all = try view.repositories.repositories()
            let asked = try input.repository.map { [try view.repository(named: $0)] } ?? all
            let lines = try asked.flatMap { repository in
                try view.reservations.reservations(in: repository.name, at: view.now).map {
                    ReservationLine($0, in: repository.name)
                }
            }
            return Page(Array(lines.prefix(input.limit)), total: lines.count)
        }
        provider.read(CheckSession.self, self) { view, _ in
            let leaving = try view.leaving()
            return SessionCheckReport {
                $0.session = leaving.session.id
                $0.agent = leaving.session.agent
                $0.undelivered = leaving.undelivered.map(\.key)
                $0.followUps = leaving.followUps.map(\.followUp.id)
                $0.level = leaving.level
            }
        }
        provider.provide(CheckpointSession.self) { [unowned self] input, context in
            try await checkpoint(input, context)
        }
    }
}

extension PathLine {
    init(_ judgement: PathJudgement) {
        self.init()
        asked = judgement.place.asked
        path = judgement.place.path
        repository = judgement.repository
        standing = judgement.standing.rawValue
        level = judgement.level
        rule = judgement.rule
        task = judgement.task
        holder = judgement.holder
        reason = judgement.reason
    }
}

extension ReservationLine {
    fileprivate init(_ held: ReservationStore.Reservation, in repository: RepositoryName) {
        self.init()
        (self.repository, pattern) = (repository, held.pattern)
        (task, agent, until) = (held.task, held.agent, held.until)
    }
}
