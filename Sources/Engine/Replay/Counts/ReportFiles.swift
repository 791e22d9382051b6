import Glibc
import Model
import SubprocessKit

/// The test reports that a check left in its working tree.
struct ReportFiles {
    private static let depthMax = 12
    private static let entriesMax = 200_000
    private static let fileBytesMax = 64 << 20
    private static let reportsMax = 2000

    private let root: String
    /// Files that are not younger were there before the check.
    private let marker: timespec
    private var entriesLeft = Self.entriesMax
    private var found: [String] = []

    /// - Parameter marker: A file written just before the check.
    init?(under root: String, youngerThan marker: String) {
        var status = stat()
        guard stat(marker, &status) == 0 else { return nil }
        self.root = root
        self.marker = status.st_mtim
    }

    /// The sum of all reports, or `nil` where there is none.
    mutating func counts() -> TestCounts? {
        walk(root, depth: 0)
        let reports = found.sorted().compactMap { path in
            SmallFile.bytes(path, bytesMax: Self.fileBytesMax).flatMap(JUnitReport.read)
        }
        guard let first = reports.first else { return nil }
        return reports.dropFirst().reduce(first, +)
    }

    private mutating func walk(_ directory: String, depth: Int) {
        guard depth < Self.depthMax, let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        while entriesLeft > 0, found.count < Self.reportsMax, let item = readdir(stream) {
            entriesLeft -= 1
            let name = item.name
            guard name != ".", name != "..", name != ".git" else { continue }
            let path = directory + "/" + name
            var status = stat()
            // A link may lead out of the tree.
            guard lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                walk(path, depth: depth + 1)
            } else if status.st_mode & S_IFMT == S_IFREG, name.hasSuffix(".xml"),
                isYounger(status.st_mtim)
            {
                found.append(path)
            }
        }
    }

    private func isYounger(_ time: timespec) -> Bool {
        (time.tv_sec, time.tv_nsec) > (marker.tv_sec, marker.tv_nsec)
    }
}
