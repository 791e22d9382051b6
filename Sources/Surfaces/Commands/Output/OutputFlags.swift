/// The options about output that every command takes, as they were typed.
package struct OutputFlags: Sendable, Equatable {
    /// `--json`, the short form of `--format json`.
    package var json = false
    /// The value of `--format`.
    package var format: String?
    /// The value of `--color`.
    package var color: String?
    /// `--full`: nothing is cut or shortened.
    package var full = false

    package init() {}

    /// Picks the options out of a command line without knowing its command.
    ///
    /// A command line that does not parse must be answered in the format it asks for, so this reads
    /// what it can and complains of nothing.
    package init(scanning arguments: [String]) {
        var rest = arguments.prefix { $0 != "--" }
        while let argument = rest.popFirst() {
            switch argument {
            case "--json": json = true
            case "--full": full = true
            case "--format": format = rest.popFirst()
            case "--color": color = rest.popFirst()
            case _ where argument.hasPrefix("--format="): format = String(argument.dropFirst(9))
            case _ where argument.hasPrefix("--color="): color = String(argument.dropFirst(8))
            default: continue
            }
        }
    }
}
