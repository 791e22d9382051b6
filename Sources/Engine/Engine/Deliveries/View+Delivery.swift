import Model
import Store

extension View {
    /// A delivery of a task: the one that is named, else the newest; `nil` where there is none.
    package func delivery(
        _ id: DeliveryID?,
        of key: TaskKey
    ) throws -> DeliveryStore.Stored? {
        _ = try task(key)
        guard let id else { return try deliveries.deliveries(of: key).last }
        guard let stored = try deliveries.delivery(id), stored.task == key else {
            throw DeliveryUnknownError(task: key, delivery: id)
        }
        return stored
    }
}

/// A delivery that the task does not have.
package struct DeliveryUnknownError: Reportable, Equatable {
    package let task: TaskKey
    package let delivery: DeliveryID

    package var code: String { "delivery.unknown" }
    package var category: ErrorCategory { .notFound }
    package var message: String { "\(task) has no delivery \(delivery)." }
    package var hint: String? { "`worklead task show \(task)` lists its deliveries." }
}
