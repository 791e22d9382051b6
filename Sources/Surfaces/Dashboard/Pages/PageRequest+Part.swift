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
            let report = ErrorReport(error)
            let hint = report.hint.map { [ScreenBlock.text(ReportText($0))] } ?? []
            return [
                .facts([ScreenFact("Not to be had", .badge(Badge(report.code, .bad)))]),
                .text(ReportText(report.message)),
            ] + hint
        }
    }
}
