/// A switch of a command: `--name` or `-n`.
///
/// It takes no value and may be repeated without effect.
package struct Flag: Sendable, Equatable {
    /// The long name, without its dashes.
    package let name: String
    /// The letter of the short form, if it has one.
    package let short: Character?
    /// A phrase without a full stop.
    package let help: String

    package init(_ name: String, short: Character? = nil, help: String) {
        self.name = name
        self.short = short
        self.help = help
    }

    /// What messages and help call it.
    package var label: String { "--" + name }

    /// The flag that every command has without declaring it.
    package static let help = Flag("help", short: "h", help: "Show this help")
    /// The flag that the root has where the program tells its version.
    package static let version = Flag("version", help: "Show the version")
}
