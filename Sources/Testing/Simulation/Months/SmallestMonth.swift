import Model

extension SimulatedMonth {
    /// Looks for the smallest month that is wrong under the seed of one that is.
    ///
    /// - Returns: The last smaller one that is wrong; `nil` where the next smaller is in order.
    package static func smaller(than report: MonthReport) async throws -> MonthReport? {
        var found: MonthReport?
        var size = report.size.smaller
        while let next = size {
            let tried = try await run(seed: report.seed, next)
            guard tried.fault != nil else { break }
            found = tried
            size = next.smaller
        }
        return found
    }
}
