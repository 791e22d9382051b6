import Operations
import ReportKit

extension PageRequest {
    /// Asks for a part that the rest of the page can be read without; where it can't be had, the
    /// part says why.
    func part<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        for screen: inout Screen,
        _ make: (O.Output) -> [ScreenBlock]
    ) async -> [ScreenBlock] {
        do {
            return make(try await ask(operation, input, for: &screen))
        } catch {
            return .fault(error)
        }
    }
}

extension [ScreenBlock] {
    /// What stands in the place of what can't be had.
    static func fault(_ error: any Error) -> [ScreenBlock] {
        let report = ErrorReport(error)
        let hint = report.hint.map { [ScreenBlock.text(.hint($0))] } ?? []
        return [
            .facts([ScreenFact("Not to be had", .badge(Badge(report.code, .bad)))]),
            .text(ReportText(report.message)),
        ] + hint
    }
}
