import Operations

extension LocalCaller {
    func provideDoctor(_ provider: inout OperationProvider) {
        provider.provide(RunDoctor.self) { [unowned self] _, _ in
            let examination = Examination(caller: self)
            let checks = examination.checks()
            let worst = Examination.levels.last { level in checks.contains { $0.level == level } }
            return Reply(
                DoctorReport {
                    $0.verdict =
                        worst == "fine" ? "all is well" : "the worst is: \(worst ?? "fine")"
                    $0.checks = checks
                }
            )
        }
    }
}
