import Model
import Operations

/// Options about output that cannot be followed.
package enum OutputError: Reportable, Equatable {
    case unknownFormat(String, origin: String)
    case unknownColor(String)
    case contradiction(format: String)

    package var code: String {
        switch self {
        case .unknownFormat: "output.unknown_format"
        case .unknownColor: "output.unknown_color"
        case .contradiction: "output.contradiction"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch self {
        case .unknownFormat(let name, let origin):
            let question = name.nearest(among: Self.formats).map { " Did you mean '\($0)'?" } ?? ""
            return "'\(name.printable(limit: 40))', given by \(origin), is not a format.\(question)"
        case .unknownColor(let name):
            return "'\(name.printable(limit: 40))', given by --color, is not a choice."
        case .contradiction(let format):
            return "--json and '--format \(format.printable(limit: 40))' contradict each other."
        }
    }

    package var hint: String? {
        switch self {
        case .unknownFormat: "The formats are: " + Self.formats.joined(separator: ", ") + "."
        case .unknownColor: "The choices are: auto, always, never."
        case .contradiction: "Give one of them."
        }
    }

    private static let formats = OutputFormat.names
}
