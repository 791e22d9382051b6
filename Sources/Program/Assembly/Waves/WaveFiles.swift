import Digests
import Documents
import Model

/// The files of a wave in a folder, beside those that it would have.
struct WaveFiles {
    /// How a file stands to what is to be written.
    enum Standing: String {
        case new, unchanged, changed
        /// It is not what was ever written there: somebody changed it by hand.
        case edited
    }

    let folder: String
    let files: [(file: WavePlan.File, standing: Standing)]

    /// Looks at the folder.
    ///
    /// - Parameter wrote: Whether a file was ever written with that content.
    init(
        of plan: WavePlan,
        in folder: String,
        wrote: (WrittenFile) throws -> Bool
    ) throws {
        self.folder = folder
        files = try plan.files.map { file in
            guard let text = try PrivateFile.read("\(folder)/\(file.path)") else {
                return (file, .new)
            }
            if text == file.text { return (file, .unchanged) }
            let found = WrittenFile(path: file.path, digest: Digest(of: text))
            return (file, try wrote(found) ? .changed : .edited)
        }
    }

    var edited: [String] {
        files.filter { $0.standing == .edited }.map(\.file.path)
    }

    /// Writes what is not there as it should be, all or nothing.
    ///
    /// - Returns: How many were written.
    func write() throws -> Int {
        let entries = files.filter { $0.standing != .unchanged }.map { file, _ in
            FileSet.Entry(
                path: "\(folder)/\(file.path)",
                text: file.text,
                isScript: file.isScript
            )
        }
        if !entries.isEmpty { try FileSet.write(entries) }
        return entries.count
    }
}
