import Glibc
import Model
import SubprocessKit

/// The paths of a profile as this machine has them.
struct ProfilePaths {
    struct Entry: Hashable {
        /// Where it really is.
        let source: String
        /// Where the profile says it is, without `~`.
        let target: String
        /// Its way from the home directory, where the profile says it by `~`.
        let fromHome: String?
    }

    let readOnly: [Entry]
    let copied: [Entry]

    /// - Parameters:
    ///   - home: The home directory of whoever replays.
    ///   - hidden: The directories that are emptied, so that their own mode is of no account.
    init(
        _ profile: ReplayProfile,
        home: String,
        user: SpareUser?,
        under hidden: [String]
    ) throws(ReplayError) {
        var readOnly: [Entry] = []
        for path in profile.readOnlyPaths {
            let entry = try Self.entry(path, home: home)
            // Root hands out what the checks' own user may not read.
            if user != nil,
                !Self.isReadableByAll(entry.source)
                    || !Self.isReachableByAll(entry.target, under: hidden)
            {
                throw .profilePathUnreadable(path: path)
            }
            readOnly.append(entry)
        }
        var copied: [Entry] = []
        for path in profile.copiedPaths { copied.append(try Self.entry(path, home: home)) }
        self.readOnly = readOnly
        self.copied = copied
    }

    private static func entry(_ path: String, home: String) throws(ReplayError) -> Entry {
        let fromHome = path.hasPrefix("~/") ? String(path.dropFirst(2)) : nil
        let target = fromHome.map { home + "/" + $0 } ?? path
        let parts = target.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        guard target.hasPrefix("/"), !parts.isEmpty, !target.utf8.contains(0),
            !parts.contains(""), !parts.contains("."), !parts.contains("..")
        else { throw .profilePathMalformed(path: path) }
        guard let source = RealPath.of(target) else { throw .profilePathMissing(path: path) }
        return Entry(source: source, target: target, fromHome: fromHome)
    }

    /// Whether every directory above lets anybody through.
    private static func isReachableByAll(_ path: String, under hidden: [String]) -> Bool {
        var parent = ""
        return path.split(separator: "/").dropLast().allSatisfy { part in
            parent += "/" + part
            if hidden.contains(where: { RealPath.isUnder(parent, $0) }) { return true }
            var status = stat()
            return stat(parent, &status) == 0 && status.st_mode & 0o001 != 0
        }
    }

    private static func isReadableByAll(_ path: String) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        let needed: mode_t = status.st_mode & S_IFMT == S_IFDIR ? 0o005 : 0o004
        return status.st_mode & needed == needed
    }
}
