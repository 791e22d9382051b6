import Engine
import GitKit
import Glibc
import Replay
import SubprocessKit

/// Finds the working directory that a path lies in, links followed, whether or not it is there yet.
enum PathLocator {
    /// - Parameter directory: Where a relative path is meant from, absolute; `nil` for the top of
    ///   a repository.
    static func place(of asked: String, from directory: String?) -> PathPlace {
        guard !asked.isEmpty, !asked.utf8.contains(0) else { return PathPlace(outside: asked) }
        let absolute: String
        if asked.hasPrefix("/") {
            absolute = asked
        } else if let directory {
            absolute = directory + "/" + asked
        } else {
            return PathPlace(inRepository: normal(asked).joined(separator: "/"))
        }
        let resolved = resolved(absolute)
        guard let location = location(around: resolved), let root = location.root,
            resolved.hasPrefix(root == "/" ? root : root + "/")
        else { return PathPlace(outside: asked) }
        return PathPlace(
            asked: asked,
            path: String(resolved.dropFirst(root == "/" ? 1 : root.count + 1)),
            root: root,
            commonDirectory: location.commonDirectory
        )
    }

    /// The names of a path without `.`, and with `..` taken up.
    private static func normal(_ path: String) -> [Substring] {
        var names: [Substring] = []
        for name in path.split(separator: "/") where name != "." {
            if name == "..", let last = names.last, last != ".." {
                names.removeLast()
            } else {
                names.append(name)
            }
        }
        return names
    }

    /// The path with the links of the part that is there followed.
    private static func resolved(_ path: String) -> String {
        var there = path.split(separator: "/").map(String.init)
        var rest: [String] = []
        while true {
            let candidate = "/" + there.joined(separator: "/")
            if let start = RealPath.of(candidate) {
                return "/"
                    + normal(start + "/" + rest.joined(separator: "/"))
                    .joined(separator: "/")
            }
            guard let last = there.popLast() else { return path }
            rest.insert(last, at: 0)
        }
    }

    private static func location(around path: String) -> RepositoryLocation? {
        var directory = path
        while let slash = directory.lastIndex(of: "/") {
            directory = slash == directory.startIndex ? "/" : String(directory[..<slash])
            var status = stat()
            guard stat(directory, &status) == 0 else {
                if directory == "/" { return nil }
                continue
            }
            do {
                return try RepositoryLocator.locate(from: directory)
            } catch {
                // What is no repository, or a broken one, is none of a workspace's.
                return nil
            }
        }
        return nil
    }
}
