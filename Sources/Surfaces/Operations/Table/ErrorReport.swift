import Digests
import Model

/// An error in the form that surfaces show and send.
///
/// It is an error itself: a client throws what a gateway reported, and its caller sees no
/// difference.
package struct ErrorReport: Record, Reportable, Equatable {
    package static let name = "error"

    package static let fields = [
        Field<Self>("code", \.code, "The stable name of the error.", .example("task.held")),
        Field("category", \.category, "What kind of wrong it is."),
        Field("exit", \.exitCode, "The exit code of the category."),
        Field("message", \.message, "What is wrong, with the values."),
        Field("hint", \.hint, "What to do next."),
        Field("next", \.next, "Commands that help now, none of them destructive.", .hasDefault),
    ]

    package var code = ""
    package var category = ErrorCategory.failure
    package var message = ""
    package var hint: String?
    /// Commands that help now.
    package var next: [String] = []
    /// The exit code of the category.
    package var exitCode: Int = 1

    package init() {}

    /// Reports any error.
    ///
    /// What is `Reportable` shows its four parts; a cancellation is an interruption; anything else
    /// is a fault of ours that nobody has named yet, and becomes `internal.unexpected` with its
    /// text.
    package init(_ error: any Error, next: [String] = []) {
        switch error {
        case let report as ErrorReport:
            self = report
        case let error as any Reportable:
            self.init(error.code, error.category, error.message, hint: error.hint)
        case is CancellationError:
            self.init("call.interrupted", .interrupted, "Interrupted.", hint: nil)
        default:
            self.init(
                "internal.unexpected",
                .failure,
                "Unexpected error: \(String(describing: error))",
                hint: "Run 'worklead doctor'."
            )
        }
        if !next.isEmpty { self.next = next }
    }

    private init(_ code: String, _ category: ErrorCategory, _ message: String, hint: String?) {
        self.code = code
        self.category = category
        self.message = message
        self.hint = hint
        exitCode = Int(category.exitCode)
    }

    /// The document that programs get instead of an answer.
    package var envelope: JSONValue {
        ["ok": false, "error": json]
    }
}

extension ErrorCategory: FieldValue {}
