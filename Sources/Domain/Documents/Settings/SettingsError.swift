import Model

/// A settings file of another program that can't be added to.
package struct SettingsError: Reportable, Hashable {
    /// What is wrong.
    package enum Fault: Hashable, Sendable {
        /// The text is not in its language; the reason is a sentence's end.
        case malformed(line: Int, reason: String)
        /// Something of another kind stands where ours is to go.
        case inTheWay(String)
        /// The marks around our part do not fit together.
        case brokenMarks
    }

    package let fault: Fault

    package init(_ fault: Fault) {
        self.fault = fault
    }

    package var code: String {
        switch fault {
        case .malformed: "settings.malformed"
        case .inTheWay: "settings.in_the_way"
        case .brokenMarks: "settings.broken_marks"
        }
    }

    package var category: ErrorCategory { .conflict }

    package var message: String {
        switch fault {
        case .malformed(let line, let reason): "Line \(line) is malformed: \(reason)."
        case .inTheWay(let what): "\(what) stands where Worklead's part is to go."
        case .brokenMarks: "The marks 'worklead:begin' and 'worklead:end' do not fit together."
        }
    }

    package var hint: String? { "Mend the file; nothing was written." }
}
