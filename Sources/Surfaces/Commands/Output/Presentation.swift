import Model
import Operations

/// Every choice about how output looks, made once for a command.
package struct Presentation: Sendable, Equatable {
    package var format: OutputFormat
    /// Whether standard output may have colours.
    package var colors = false
    /// Whether a text that is written as it is may have colours, whatever the format.
    package var rawColors = false
    /// Whether standard error may have colours.
    package var errorColors = false
    /// Whether our own marks may be more than ASCII.
    package var unicode = true
    /// The width that tables keep to, where there is one.
    package var columns: Int?
    /// Whether nothing is cut or shortened.
    package var full = false
    /// Whether JSON is laid out for the eye.
    package var indents = false
    /// The moment that `4m ago` counts from.
    package var now: Timestamp

    package init(_ format: OutputFormat, now: Timestamp) {
        self.format = format
        self.now = now
    }

    /// Makes the choices: a flag comes before `WORKLEAD_FORMAT`, and that before what the process
    /// can tell about its reader.
    package init(
        for flags: OutputFlags,
        in surroundings: OutputSurroundings
    ) throws(OutputError) {
        self.init(try Self.format(flags, surroundings), now: surroundings.now)
        let color = try ColorChoice(flags, surroundings)
        colors = format == .text && color.allows(terminal: surroundings.outputIsTerminal)
        rawColors = color.allows(terminal: surroundings.outputIsTerminal)
        errorColors = format == .text && color.allows(terminal: surroundings.errorIsTerminal)
        unicode = surroundings.showsUnicode
        columns = surroundings.outputIsTerminal ? surroundings.columns : nil
        full = flags.full
        indents = format == .json && surroundings.outputIsTerminal
    }

    /// The presentation for saying that the flags themselves are wrong.
    package init(fallbackFor flags: OutputFlags, in surroundings: OutputSurroundings) {
        let guess: OutputFormat =
            flags.json ? .json : surroundings.readsCompact ? .compact : .text
        self.init(guess, now: surroundings.now)
        unicode = surroundings.showsUnicode
    }

    var ellipsis: String { unicode ? "…" : "..." }

    private static func format(
        _ flags: OutputFlags,
        _ surroundings: OutputSurroundings
    ) throws(OutputError) -> OutputFormat {
        if let name = flags.format {
            let format = try named(name, by: "--format")
            guard !flags.json || format == .json else { throw .contradiction(format: name) }
            return format
        }
        if flags.json { return .json }
        if let name = surroundings.environment["WORKLEAD_FORMAT"], !name.isEmpty {
            return try named(name, by: "WORKLEAD_FORMAT")
        }
        return surroundings.readsCompact ? .compact : .text
    }

    private static func named(
        _ name: String,
        by origin: String
    ) throws(OutputError) -> OutputFormat {
        guard let format = OutputFormat(named: name) else {
            throw .unknownFormat(name, origin: origin)
        }
        return format
    }
}

extension OutputSurroundings {
    fileprivate var readsCompact: Bool { isReadByAgent || !outputIsTerminal }
}

/// Whether colours are wanted: by `--color`, else by `NO_COLOR` and `CLICOLOR_FORCE`, else on a
/// terminal that has them and is not read by an agent.
private enum ColorChoice {
    case always
    case never
    case onTerminals

    init(_ flags: OutputFlags, _ surroundings: OutputSurroundings) throws(OutputError) {
        switch flags.color {
        case "always": self = .always
        case "never": self = .never
        case nil, "auto":
            // no-color.org: "when present and not an empty string (regardless of its value)".
            if surroundings.environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false {
                self = .never
            } else if surroundings.isOn("CLICOLOR_FORCE") {
                self = .always
            } else {
                let isPlain = surroundings.environment["TERM"] == "dumb"
                self = isPlain || surroundings.isReadByAgent ? .never : .onTerminals
            }
        case let other?: throw .unknownColor(other)
        }
    }

    func allows(terminal: Bool) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .onTerminals: terminal
        }
    }
}
