import Model

/// Paths that another claim holds.
package struct ReservationError: Reportable, Equatable {
    package let key: TaskKey
    package let path: String
    package let holder: AgentID
    package let other: TaskKey
    package let isInLine: Bool

    package var code: String { "rule.overlap" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        let need = "\(key) needs '\(path.printable(limit: 120))'"
        return isInLine
            ? "\(need), for which \(holder) (\(other)) stands in line."
            : "\(need), which \(holder) holds for \(other)."
    }
    package var hint: String? { "`worklead claim \(key) --wait 10m` stands in line for it." }
}
