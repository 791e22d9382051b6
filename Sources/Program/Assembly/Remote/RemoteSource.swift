import Engine
import GitKit
import HTTPKit
import Model

/// What names the gateways and the token: the environment, else the directory's file.
struct RemoteSource {
    /// Primary first.
    let addresses: [String]
    /// Where the token is read; `nil` where the environment has the token itself, and where
    /// nothing names one.
    let tokenFile: String?
    let file: RemoteFile?

    init(_ surroundings: Surroundings) throws {
        let hasToken = surroundings.variable("WORKLEAD_TOKEN") != nil
        let named = surroundings.variable("WORKLEAD_TOKEN_FILE")
        if let text = surroundings.variable("WORKLEAD_GATEWAY") {
            addresses = text.split(separator: ",", omittingEmptySubsequences: false).map {
                String($0.trimmingBlanks)
            }
            tokenFile = hasToken ? nil : named
            file = nil
            return
        }
        guard let file = try RemoteFile(above: surroundings.directory) else {
            throw RemoteError.otherAddress("")
        }
        addresses = [file.settings.url, file.settings.fallback].compactMap(\.self)
        tokenFile = hasToken ? nil : named ?? file.tokenFile(surroundings)
        self.file = file
    }

    var ports: [Int] {
        get throws { try addresses.map(RemoteSettings.port(of:)) }
    }

    /// What else is named in a directory, each in a sentence that says which comes first.
    static func contradictions(
        in surroundings: Surroundings,
        workspace: String?
    ) throws -> [String] {
        guard let path = RemoteFile.path(above: surroundings.directory) else { return [] }
        let name = path.printable(limit: 200)
        if workspace != nil { return ["--workspace comes before \(name)"] }
        for variable in ["WORKLEAD_GATEWAY", "WORKLEAD_WORKSPACE"]
        where surroundings.variable(variable) != nil {
            return ["\(variable) comes before \(name)"]
        }
        var sentences: [String] = []
        let file = try RemoteFile(above: surroundings.directory)
        for variable in ["WORKLEAD_TOKEN", "WORKLEAD_TOKEN_FILE"]
        where surroundings.variable(variable) != nil && file?.settings.tokenFile != nil {
            sentences.append("\(variable) comes before the token_file of \(name)")
            break
        }
        let finder = WorkspaceFinder(surroundings: surroundings)
        if let location = try finder.location(), let here = try finder.registered(location) {
            sentences.append("\(name) comes before the workspace \(here.printable(limit: 200))")
        }
        return sentences
    }
}
