extension BinaryInteger {
    /// The number with what it counts: `1 task`, `2 tasks`.
    ///
    /// - Parameters:
    ///   - one: What one is called, with its verb where there is one: `delivery waits`.
    ///   - many: What several are called; `one` with an "s" by default.
    package func counted(_ one: String, _ many: String? = nil) -> String {
        self == 1 ? "1 \(one)" : "\(self) \(many ?? one + "s")"
    }
}
