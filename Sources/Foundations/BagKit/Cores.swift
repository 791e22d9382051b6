import Dispatch
import Glibc
import Telemetry

/// Work that is spread over the machine's cores.
enum Cores {
    /// More than this many wait for the disk rather than for each other.
    private static let most = 16

    static var count: Int { max(1, min(most, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

    /// Does something with each element, several at a time; the first one that fails ends it.
    ///
    /// - Returns: What came of each, in the order of the elements.
    static func map<Element: Sendable, Answer: Sendable>(
        _ elements: [Element],
        _ body: @Sendable (Element) throws(BagError) -> Answer
    ) throws(BagError) -> [Answer] {
        let state = Lock(Progress<Answer>(answers: Array(repeating: nil, count: elements.count)))
        DispatchQueue.concurrentPerform(iterations: min(count, elements.count)) { _ in
            while let index = state.withLock({ $0.take() }) {
                do throws(BagError) {
                    let answer = try body(elements[index])
                    state.withLock { $0.answers[index] = answer }
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        let end = state.withLock { $0 }
        if let failure = end.failure { throw failure }
        return end.answers.compactMap(\.self)
    }

    private struct Progress<Answer: Sendable>: Sendable {
        var next = 0
        var answers: [Answer?]
        var failure: BagError?

        init(answers: [Answer?]) {
            self.answers = answers
        }

        mutating func take() -> Int? {
            guard failure == nil, next < answers.count else { return nil }
            defer { next += 1 }
            return next
        }
    }
}
