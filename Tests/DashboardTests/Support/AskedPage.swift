import HTTPKit
import Model
import Operations

@testable import Dashboard

/// Answers each operation with what it was given for it.
struct GivenAnswers: OperationCaller {
    /// An operation for which nothing was given.
    struct Missing: Reportable {
        let operation: String

        var code: String { "test.missing" }
        var category: ErrorCategory { .failure }
        var message: String { "No answer to \(operation) was given." }
        var hint: String? { nil }
    }

    private var answers: [String: any Sendable] = [:]

    /// Gives the answer to an operation, whatever it is asked.
    mutating func give<O: Operation>(_ output: O.Output, to operation: O.Type) {
        give(to: operation) { _ in output }
    }

    /// Gives the answer to each question of an operation.
    mutating func give<O: Operation>(
        to operation: O.Type,
        _ answer: @escaping @Sendable (O.Input) throws -> O.Output
    ) {
        answers[O.name] = answer
    }

    func call<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ options: CallOptions
    ) async throws -> Reply<O.Output> {
        guard let answer = answers[O.name] as? @Sendable (O.Input) throws -> O.Output else {
            throw Missing(operation: O.name)
        }
        return Reply(try answer(input))
    }
}

/// A page that is asked for without a gateway, by the founder.
enum AskedPage {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    static func at(_ seconds: Int64) -> Timestamp { now + .seconds(seconds) }

    static func screen(
        _ kind: PageKind,
        _ query: String = "",
        words: [String: String] = [:],
        from caller: any OperationCaller
    ) async throws -> Screen {
        let path = kind.address(words)
        let request = PageRequest(
            caller: caller,
            options: CallOptions(),
            now: now,
            agent: AgentID(trusted: "founder"),
            words: words,
            query: try HTTPTarget(path + (query.isEmpty ? "" : "?" + query)).query,
            path: path
        )
        return try await kind.make(request)
    }

    /// The page as who may act sees it.
    static func html(of screen: Screen) -> String {
        let frame = HTMLScreenWriter.Frame(
            workspace: "demo",
            path: screen.tab.path,
            query: "",
            csrf: "proof",
            assets: .all
        )
        return HTMLScreenWriter.page(screen, frame, .live, now: now)
    }

    static func html(
        _ kind: PageKind,
        _ query: String = "",
        words: [String: String] = [:],
        from caller: any OperationCaller
    ) async throws -> String {
        html(of: try await screen(kind, query, words: words, from: caller))
    }
}
