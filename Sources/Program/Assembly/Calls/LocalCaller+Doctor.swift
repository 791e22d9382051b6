import Operations

extension LocalCaller {
    func provideDoctor(_ provider: inout OperationProvider) {
        provider.provide(RunDoctor.self) { [unowned self] _, _ in
            Reply(DoctorReport(of: Examination(caller: self).checks()))
        }
        provider.provide(ExamineWorkspace.self) { [unowned self] _, _ in
            Reply(DoctorReport(of: Examination(caller: self).sharedChecks()))
        }
        provider.provide(ShowOutbox.self) { [unowned self] _, _ in
            let lines = try OutboxDesk(surroundings: surroundings, time: time).standing()
            return Reply(Page(lines, total: lines.count))
        }
    }
}
