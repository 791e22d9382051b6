import Operations

extension LocalCaller {
    func provideDoctor(_ provider: inout OperationProvider) {
        provider.provide(RunDoctor.self) { [unowned self] _, _ in
            Reply(DoctorReport(of: Examination(caller: self).checks()))
        }
    }
}
