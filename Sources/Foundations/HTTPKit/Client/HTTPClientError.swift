/// Why a request has no answer.
///
/// What matters most to the caller is whether the server can have acted on it: see ``outcome``.
package enum HTTPClientError: Error, Hashable {
    /// Nobody listens there.
    case notListening(address: String, reason: String)
    /// This user may not connect.
    case forbidden(address: String, reason: String)
    /// The address can't be used at all.
    case unusableAddress(address: String, reason: String)
    /// The connection was not there in time.
    case connectTimeout(address: String)
    /// The connection ended while the request was sent, or before its answer began.
    case noAnswer(address: String, reason: String)
    /// The answer was not complete in time.
    case answerTimeout(address: String)
    /// The connection ended in the middle of the answer.
    case answerCutOff(address: String)
    /// What came is not HTTP.
    case malformedAnswer(address: String, what: String)
    /// The answer is larger than the limit.
    case answerTooLarge(address: String, limitBytes: Int)

    /// What can have become of the request.
    package enum Outcome: Hashable, Sendable {
        /// Nothing was sent: it can be sent again, here or elsewhere.
        case notSent
        /// It may have been acted on or not: only what can be repeated may be sent again.
        case unknown
    }

    package var outcome: Outcome {
        switch self {
        case .notListening, .forbidden, .unusableAddress, .connectTimeout: .notSent
        case .noAnswer, .answerTimeout, .answerCutOff, .malformedAnswer, .answerTooLarge: .unknown
        }
    }

    /// A stable, dotted name.
    package var code: String {
        switch self {
        case .notListening: "http.not_listening"
        case .forbidden: "http.forbidden"
        case .unusableAddress: "http.unusable_address"
        case .connectTimeout: "http.connect_timeout"
        case .noAnswer: "http.no_answer"
        case .answerTimeout: "http.answer_timeout"
        case .answerCutOff: "http.answer_cut_off"
        case .malformedAnswer: "http.malformed_answer"
        case .answerTooLarge: "http.answer_too_large"
        }
    }

    /// A sentence with the values; headers and bodies stay out of it, they may be secrets.
    package var message: String {
        switch self {
        case .notListening(let address, let reason):
            "Nobody listens at \(address): \(reason)."
        case .forbidden(let address, let reason):
            "This user may not connect to \(address): \(reason)."
        case .unusableAddress(let address, let reason):
            "The address \(address) can't be used: \(reason)."
        case .connectTimeout(let address):
            "No connection to \(address) came about in time."
        case .noAnswer(let address, let reason):
            "\(address) took the request and did not answer: \(reason)."
        case .answerTimeout(let address):
            "\(address) took the request and did not answer in time."
        case .answerCutOff(let address):
            "\(address) ended the connection in the middle of its answer."
        case .malformedAnswer(let address, let what):
            "\(address) answers with something that is not HTTP: \(what)."
        case .answerTooLarge(let address, let limit):
            "The answer of \(address) is larger than \(limit) bytes."
        }
    }

    /// What to do next, where something useful can be said.
    package var hint: String? {
        switch self {
        case .noAnswer, .answerTimeout, .answerCutOff:
            "It may have been carried out: look before asking again."
        case .forbidden(let address, _) where address.hasPrefix("unix:"):
            "See whose it is with: ls -l \(address.dropFirst(5))"
        case .malformedAnswer(let address, _) where !address.hasPrefix("unix:"):
            "Another program may listen there. See which with: ss -ltnp"
        default:
            nil
        }
    }
}
