import CommandLineKit
import Model
import Operations

/// A text that is not of the form `NAME=VALUE`, or whose parts are not what they should be.
struct AnswerError: ValueFault {
    let text: String
    let expected: String

    var code: String { "usage.not_a_pair" }
    var message: String { "'\(text.printable(limit: 80))' is not \(expected)." }
    var hint: String? { nil }
}

extension OptionLine {
    /// Reads `a=wait a week`.
    init(assigned text: String) throws(AnswerError) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let fault = AnswerError(text: text, expected: "an option such as a='wait a week'")
        guard parts.count == 2, !parts[1].isEmpty else { throw fault }
        self.init()
        do throws(IdentifierError) {
            option = try OptionName(String(parts[0]))
        } catch {
            throw fault
        }
        self.text = String(parts[1])
    }
}

extension AnswerInput {
    /// Reads `D-1=a`.
    init(assigned text: String) throws(AnswerError) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        let fault = AnswerError(text: text, expected: "an answer such as D-1=a")
        guard parts.count == 2 else { throw fault }
        self.init()
        do throws(IdentifierError) {
            decision = try DecisionID(parts[0])
            option = try OptionName(parts[1])
        } catch {
            throw fault
        }
    }
}
