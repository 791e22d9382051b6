import CommandLineKit
import GitKit
import Model
import SubprocessKit

// How faults of the foundations, which know nothing of our surfaces, are reported.
extension GitError: Reportable {
    package var category: ErrorCategory {
        switch kind {
        case .failure: .failure
        case .usage: .usage
        case .notFound: .notFound
        case .conflict: .conflict
        case .notAllowed: .notAllowed
        case .timedOut: .timedOut
        case .interrupted: .interrupted
        }
    }
}

extension SubprocessError: Reportable {
    package var category: ErrorCategory { .failure }
}
