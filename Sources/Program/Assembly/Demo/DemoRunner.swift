import Commands
import Model

/// Runs the demonstration with real processes on real repositories.
struct DemoRunner: DemoRunning {
    let surroundings: Surroundings
    let time: any TimeSource

    func run(_ plan: DemoPlan, say: @escaping @Sendable (String) -> Void) async throws -> DemoReport
    {
        throw DemoAbsentError()
    }

    func clean() throws -> [String] { [] }
}

struct DemoAbsentError: Reportable {
    var code: String { "demo.absent" }
    var category: ErrorCategory { .failure }
    var message: String { "The demonstration is not made yet." }
}
