import HTTPKit
import Model
import Operations

/// The gateways of one workspace, in the order in which they are asked: primary, then fallback.
package struct GatewayChain: Sendable {
    /// One gateway, with the address that people know it by.
    package struct Link: Sendable {
        package let name: String
        package let caller: any OperationCaller

        package init(_ name: String, _ caller: any OperationCaller) {
            self.name = name
            self.caller = caller
        }
    }

    private let links: [Link]
    private let say: (@Sendable (String) -> Void)?

    /// - Parameter say: Told which gateway has answered.
    package init(_ links: [Link], say: (@Sendable (String) -> Void)? = nil) {
        self.links = links
        self.say = say
    }

    /// Asks the first gateway that can be reached.
    ///
    /// - Parameter mayRepeat: Whether asking twice is as good as asking once. Where it is not,
    ///   nobody else is asked once a gateway may have carried it out.
    /// - Throws: ``GatewaysAwayError`` where none has answered, and what the one that did has
    ///   answered.
    func ask<Answer>(
        mayRepeat: Bool,
        _ question: (any OperationCaller) async throws -> Answer
    ) async throws -> Answer {
        var away = GatewaysAwayError()
        for (place, link) in links.enumerated() {
            do {
                let answer = try await question(link.caller)
                say?("by \(link.name)")
                return answer
            } catch {
                switch Absence(error, isPrimary: place == 0) {
                case .certain: break
                case .unclear where mayRepeat: away.mayBeDone = true
                // One gateway may have done it, and this one is in trouble: nobody knows.
                case nil where away.mayBeDone && !ErrorReport(error).isRefusal: break
                case .unclear, nil:
                    say?("by \(link.name)")
                    throw error
                }
                away.misses.append(GatewaysAwayError.Miss(name: link.name, error))
            }
        }
        throw away
    }
}

/// How an error tells that a gateway was not there.
private enum Absence {
    /// Nothing was carried out.
    case certain
    /// It may have been carried out.
    case unclear

    /// `nil` for the answer of a gateway.
    init?(_ error: any Error, isPrimary: Bool) {
        switch error {
        case let error as HTTPClientError:
            self = error.outcome == .notSent ? .certain : .unclear
        case is GatewayAnswerError:
            self = .unclear
        case let error as ErrorReport where error.code == "gateway.stopping":
            self = .certain
        case let error as ErrorReport where !isPrimary && error.isOfStranger:
            // Another workspace's gateway may have the port of the fallback.
            self = .certain
        default:
            return nil
        }
    }
}

extension ErrorReport {
    /// Whether the gateway does not know who asks, so that it says nothing about the call itself.
    var isOfStranger: Bool {
        ["gateway.bad_token", "gateway.no_token", "gateway.foreign_host"].contains(code)
    }

    /// Whether sending the call again would be answered in the same way.
    ///
    /// A gateway that is in trouble itself, or does not know who asks, has not judged the call.
    var isRefusal: Bool {
        switch category {
        case .usage, .notFound, .conflict, .checkFailed, .notAllowed, .needsDecision, .wouldChange:
            !isOfStranger
        case .failure, .unreachable, .timedOut, .interrupted:
            false
        }
    }
}

/// None of a workspace's gateways has answered.
package struct GatewaysAwayError: Reportable, Equatable {
    /// A gateway that was asked in vain.
    package struct Miss: Sendable, Equatable {
        package let name: String
        package let why: String

        package init(name: String, _ error: any Error) {
            self.name = name
            if case HTTPClientError.notListening(_, let reason) = error {
                why = reason
            } else {
                why = ErrorReport(error).message
            }
        }
    }

    package var misses: [Miss] = []
    /// Whether one of them may have carried it out before it was lost.
    package var mayBeDone = false

    package var code: String { "remote.unreachable" }
    package var category: ErrorCategory { .unreachable }
    package var message: String {
        let tried = misses.map { "\($0.name) (\($0.why.printable(limit: 160)))" }
        return "No gateway answers: \(tried.joined(separator: ", "))."
            + (mayBeDone ? " It may have been carried out." : "")
    }
    package var hint: String? { "`worklead up`, on the machine of the workspace, starts one." }
}
