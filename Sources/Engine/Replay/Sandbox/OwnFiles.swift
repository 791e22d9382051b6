import Glibc
import SubprocessKit

/// The files that our own program needs to run, so that it can run where they would be hidden.
enum OwnFiles {
    /// The program and the libraries it has loaded.
    ///
    /// - Parameter trampoline: Our own program. When it is not the one that runs now, as in a test,
    ///   its libraries are taken to be those of the one that does.
    static func all(of trampoline: String) -> [String] {
        let maps = SmallFile.text("/proc/self/maps", bytesMax: 1 << 22) ?? ""
        var files: Set<String> = [trampoline]
        for line in maps.split(separator: "\n") {
            guard let slash = line.firstIndex(of: "/") else { continue }
            let path = String(line[slash...])
            if path.contains(".so"), access(path, R_OK) == 0 { files.insert(path) }
        }
        return files.sorted()
    }
}
