/// Where a caller stands, for a receiver on the same machine that serves the same user.
///
/// What an operation says of "here" and of relative paths is meant from there, and the caller's
/// session is found there as a command finds it.
package struct CallPlace: Record, Equatable {
    package static let name = "call.place"
    package static let fields: [Field<Self>] = [
        Field("directory", \.directory, "The absolute path of the caller's directory."),
        Field("actor", \.actor, "The agent that the caller's environment names."),
        Field("token_file", \.tokenFile, "The file of the caller's credential."),
        Field("user", \.user, "The name of the caller's user."),
    ]

    package var directory = "/"
    package var actor: String?
    package var tokenFile: String?
    package var user = ""

    package init() {}
}
