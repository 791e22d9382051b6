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
}
