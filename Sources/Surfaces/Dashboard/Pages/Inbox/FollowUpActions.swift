import Model
import Operations

extension Action {
    /// Says that what was asked is done, with what shows it.
    static func resolve(_ followUp: FollowUpLine) -> Action {
        Action(
            "followup.resolve",
            "Done",
            on: .followUp(followUp.followUp),
            shown: SubjectState(followUp).digest,
            given: [("followup", followUp.followUp.text)],
            entries: [
                .line(name: "files.path", label: "The file that shows it", isRequired: true),
                .line(name: "note", label: "What was done", isRequired: false),
            ],
            tone: .good
        )
    }
}
