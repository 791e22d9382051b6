import Model
import SubprocessKit

/// What the process inside told of a program that ran in a sandbox.
struct SandboxOutcome: Sendable {
    private(set) var layers: Set<SandboxLayer> = []
    private(set) var hasStarted = false
    private(set) var ending: CheckEnding?
    private(set) var failure: String?
    private(set) var cpuTime: Duration?
    private(set) var peakBytes: Int64?
    private(set) var leftovers = 0

    init(_ result: ProcessResult) {
        for line in result.report.text.split(separator: "\n") {
            switch SandboxLine(line) {
            case .layer(let layer): layers.insert(layer)
            case .failed(let step, let reason): failure = "it failed to \(step): \(reason)"
            case .started: hasStarted = true
            case .limit(let limit): ending = .limit(limit)
            case .exited(let code): ending = .exited(code)
            case .signalled(let number): ending = .signalled(number)
            case .used(let cpu, let peak, let leftovers):
                cpuTime = .microseconds(cpu)
                peakBytes = peak
                self.leftovers = leftovers
            case nil: break
            }
        }
        if failure == nil, !hasStarted {
            let output = result.output.text.split(separator: "\n").first.map(String.init)
            failure = output ?? "it ended with \(result.ending)"
        }
    }
}
