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
        isInLine
            ? "\(key) needs '\(path.printable(limit: 120))', for which \(holder) (\(other)) stands in line."
            : "\(key) needs '\(path.printable(limit: 120))', which \(holder) holds for \(other)."
    }
    package var hint: String? { "`worklead claim \(key) --wait 10m` stands in line for it." }
}
