/// Where the calls from a directory go, if that is elsewhere.
package struct RemoteLine: Record, Equatable {
    package static let name = "remote.line"
    package static let fields: [Field<Self>] = [
        Field("url", \.url, "The gateway that is asked."),
        Field("fallback", \.fallback, "The one that is asked where the first can't be reached."),
        Field("token_file", \.tokenFile, "The file of the token that is shown, if one is named."),
        Field("file", \.file, "The file that says so; the environment does where none is named."),
        Field("before", \.before, "What else is named here and comes after it.", .hasDefault),
    ]

    package var url = ""
    package var fallback: String?
    package var tokenFile: String?
    package var file: String?
    package var before: [String] = []

    package init() {}
}
