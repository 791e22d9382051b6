import Model

/// What the paths of a spec are in the repository of a lane.
///
/// Specs name evidence by where it lies on somebody's machine. In a repository it has the path
/// below its root, which is told by the folders of the spec, or by the name of a lane that the
/// repository bears.
struct LanePaths {
    private let folders: [String]
    private let lanes: Set<String>

    /// - Parameters:
    ///   - folders: Folders that are below the root of whichever repository they are in.
    ///   - lanes: The names that a root may have.
    init(folders: [String] = [], lanes: [String] = []) {
        self.folders = folders.filter { !$0.isEmpty }
        self.lanes = Set(lanes.map(LaneKey.fold))
    }

    /// The path below the root, or `nil` where no root can be told.
    func path(of text: String) -> String? {
        guard text.hasPrefix("/") else {
            return text.hasPrefix("~") || text.hasPrefix("..") ? nil : text
        }
        for folder in folders {
            if let range = text.firstRange(of: "/" + folder + "/") {
                return String(text[text.index(after: range.lowerBound)...])
            }
        }
        let names = text.split(separator: "/")
        guard let root = names.firstIndex(where: { lanes.contains(LaneKey.fold(String($0))) }),
            root + 1 < names.count
        else { return nil }
        return names[(root + 1)...].joined(separator: "/")
    }
}
