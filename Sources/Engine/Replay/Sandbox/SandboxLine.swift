import Model

/// A line by which the process inside tells the one outside what is so.
///
/// It goes over a descriptor that the checked program never has, so that the program can't write
/// one.
enum SandboxLine: Hashable, Sendable {
    case layer(SandboxLayer)
    /// A layer could not be put on; the sandbox goes no further.
    case failed(step: String, reason: String)
    /// The program runs now, behind all layers told before.
    case started
    case limit(ReplayLimit)
    case exited(Int32)
    case signalled(Int32)
    /// Microseconds of processor time, the most memory seen, and how many processes were left.
    case used(cpuMicroseconds: Int64, peakBytes: Int64, leftovers: Int)

    var text: String {
        switch self {
        case .layer(let layer): "layer \(layer.rawValue)"
        case .failed(let step, let reason): "failed \(step): \(reason)"
        case .started: "started"
        case .limit(let limit): "limit \(limit.rawValue)"
        case .exited(let code): "exited \(code)"
        case .signalled(let number): "signalled \(number)"
        case .used(let cpu, let peak, let leftovers): "used \(cpu) \(peak) \(leftovers)"
        }
    }

    /// - Returns: `nil` for a line that is none of ours.
    init?(_ line: some StringProtocol) {
        let words = line.split(separator: " ", maxSplits: 1)
        guard let word = words.first else { return nil }
        let rest = words.count > 1 ? String(words[1]) : ""
        let numbers = rest.split(separator: " ").compactMap { Int64($0) }
        switch word {
        case "layer":
            guard let layer = SandboxLayer(rawValue: rest) else { return nil }
            self = .layer(layer)
        case "failed":
            let parts = rest.split(separator: ":", maxSplits: 1).map(String.init)
            self = .failed(step: parts.first ?? "", reason: String((parts.last ?? "").dropFirst()))
        case "started": self = .started
        case "limit":
            guard let limit = ReplayLimit(rawValue: rest) else { return nil }
            self = .limit(limit)
        case "exited", "signalled":
            guard let number = numbers.first.flatMap(Int32.init(exactly:)) else { return nil }
            self = word == "exited" ? .exited(number) : .signalled(number)
        case "used":
            guard numbers.count == 3 else { return nil }
            self = .used(
                cpuMicroseconds: numbers[0],
                peakBytes: numbers[1],
                leftovers: Int(numbers[2])
            )
        default: return nil
        }
    }
}
