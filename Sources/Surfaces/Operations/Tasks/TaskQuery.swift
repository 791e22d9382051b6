import Model

/// What tasks are looked for, as people type it: `state:ready lane:core login`.
///
/// The command line and the search box of the dashboard read it alike. Words without a colon, and
/// those with a key that is none, have to stand in the task's key or title.
package struct TaskQuery: Sendable, Equatable {
    /// The values by their key, and the words that have none.
    package private(set) var values: [String: String] = [:]
    package private(set) var words: [String] = []

    /// The keys, each as it is listed.
    package static let keys = ["state", "lane", "repository", "phase", "agent"]

    /// Short names that people use for them.
    private static let aliases = ["repo": "repository", "owner": "agent", "who": "agent"]

    /// Reads what was typed; nothing is wrong, and what means nothing is a word.
    package init(_ text: String) {
        for word in text.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: ":", maxSplits: 1).map(String.init)
            let key = parts[0].lowercased()
            let known = Self.aliases[key] ?? key
            if parts.count == 2, Self.keys.contains(known) {
                values[known] = parts[1]
            } else {
                words.append(String(word))
            }
        }
    }

    /// Whether nothing is looked for.
    package var isEmpty: Bool { values.isEmpty && words.isEmpty }

    /// Takes another value in the place of what was typed.
    package mutating func set(_ key: String, _ value: String) { values[key] = value }

    /// Narrows a list to what is looked for.
    ///
    /// - Throws: What is wrong with a name.
    package func narrow(_ input: inout ListTasks.Input) throws {
        if let state = values["state"] { input.state = state }
        if let lane = values["lane"] { input.lane = try LaneKey(lane) }
        if let name = values["repository"] { input.repository = try RepositoryName(name) }
        if let phase = values["phase"] { input.phase = phase }
        if let agent = values["agent"] { input.agent = try AgentID(agent) }
        if !words.isEmpty { input.text = words.joined(separator: " ") }
    }
}
