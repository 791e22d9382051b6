import Model
import SQLKit

// How a fault of the store is reported. Constraint names are ours and are shown; values never are.
extension SQLError: Reportable {
    package var category: ErrorCategory { .failure }
}
