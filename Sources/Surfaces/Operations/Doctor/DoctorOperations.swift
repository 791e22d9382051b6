import Model

/// Looks for what could hold work up, with one safe remedy for each.
package enum RunDoctor: Operation {
    package typealias Output = DoctorReport
    package static let name = "doctor.run"
    package static let summary = "Looks for what could hold work up, with one safe remedy for each."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Looks for the same where nobody stands anywhere, as a page of the dashboard has to.
///
/// What depends on the asker's directory and environment is left out, and so is the check of the
/// whole file of the store, which costs what the file is long.
package enum ExamineWorkspace: Operation {
    package typealias Output = DoctorReport
    package static let name = "doctor.workspace"
    package static let summary =
        "Looks for what could hold work up, as far as it is the same for whoever asks."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What was looked at.
package struct DoctorReport: Record {
    package static let name = "doctor.report"
    package static let fields: [Field<Self>] = [
        Field("verdict", \.verdict, "The worst that was found."),
        Field("checks", \.checks, "Each thing that was looked at."),
    ]

    package var verdict: String = ""
    package var checks: [DoctorLine] = []

    package init() {}

    /// From the worst to the best.
    private static let levels = ["blocking", "degraded", "advice"]

    /// The checks, with the worst that they found.
    package init(of checks: [DoctorLine]) {
        let worst = Self.levels.first { level in checks.contains { $0.level == level } }
        verdict = worst.map { "the worst is: \($0)" } ?? "all is well"
        self.checks = checks
    }
}

/// Something that was looked at.
package struct DoctorLine: Record {
    package static let name = "doctor.line"
    package static let fields: [Field<Self>] = [
        Field("check", \.check, "Its name."),
        Field("level", \.level, "Whether it is fine, advice, degraded or blocking."),
        Field("message", \.message, "What was found."),
        Field("remedy", \.remedy, "What to do about it."),
    ]

    package var check: String = ""
    package var level: String = ""
    package var message: String = ""
    package var remedy: String?

    package init() {}

    /// What was found of one thing, with what to do about it.
    ///
    /// - Parameter subject: What the remedy is for: a task, an agent, a gate.
    package init(
        _ check: String,
        _ level: String,
        _ message: String,
        _ remedy: DoctorRemedy? = nil,
        for subject: String = ""
    ) {
        (self.check, self.level, self.message) = (check, level, message)
        self.remedy = remedy?.text(subject)
    }

    /// What an error says of itself; no hint of ours takes anything away either.
    package init(_ check: String, _ level: String, _ error: any Error) {
        let reported = error as? any Reportable
        self.init(check, level, reported?.message ?? String(describing: error))
        remedy = reported?.hint
    }
}
